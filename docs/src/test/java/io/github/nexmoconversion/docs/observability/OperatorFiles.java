/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.nexmoconversion.docs.observability;

import java.nio.file.Path;

import io.github.nexmoconversion.docs.Page;

/**
 * What operators load into Grafana and Prometheus.
 */
final class OperatorFiles {

	static final Path ALERTS = path("alerts.yml");

	static final Path ALERTS_TESTS = path("alerts-tests.yml");

	static final Path DASHBOARD = path("dashboard.json");

	private OperatorFiles() {
	}

	private static Path path(String name) {
		return Page.ROOT.resolve("docs/observability").resolve(name);
	}

}
