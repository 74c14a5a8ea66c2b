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

package io.github.nexmoconversion.samples.localapi;

import io.github.nexmoconversion.test.MockConversionApi;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * Exposes the state of the local Conversion API to the page, which then shows the outage
 * switch.
 */
@ControllerAdvice
class LocalApiAdvice {

	private final MockConversionApi api;

	LocalApiAdvice(MockConversionApi api) {
		this.api = api;
	}

	@ModelAttribute("apiOutage")
	boolean apiOutage() {
		return this.api.isOutage();
	}

}
