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

package io.github.nexmoconversion.outbox.jdbc;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@link AbstractTransactionMatrix} on one database.
 * {@link TransactionMatrixCampaignTests} has the others.
 */
@ParameterizedClass
@CsvSource({ "POSTGRESQL, false, true, 10, OWN", "POSTGRESQL, false, false, 10, OWN", "POSTGRESQL, true, true, 10, OWN",
		"POSTGRESQL, true, false, 10, OWN", "POSTGRESQL, false, true, 1, OWN", "POSTGRESQL, true, true, 10, FOLLOWED" })
class TransactionMatrixTests extends AbstractTransactionMatrix {

}
