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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the table of {@code docs/outbox.md} has what the matrix has. It is here, and
 * not with the other tests of pages, since the matrix is.
 */
class TransactionMatrixPageTests {

	private static final String REFUSED = "on a thread that must not block";

	// The beginning of each row, and the situations that show it
	private static final Map<String, List<String>> ROWS = new LinkedHashMap<>();

	static {
		ROWS.put("in a transaction, with JDBC or JPA",
				List.of("JOINED", "ROLLED_BACK", "BY_HAND", "AFTER_REQUIRES_NEW", "WITHIN_OTHER_MANAGER",
						"AROUND_OTHER_MANAGER", "AROUND_OTHER_MANAGER_ROLLED_BACK", "BEFORE_AFTER_COMMIT_THAT_FAILS"));
		ROWS.put("in a nested transaction", List.of("NESTED", "NESTED_ROLLED_BACK", "BEFORE_NESTED_THAT_IS_ROLLED_BACK",
				"AFTER_SAVEPOINT_THAT_IS_ROLLED_BACK"));
		ROWS.put("in a `REQUIRES_NEW` transaction",
				List.of("REQUIRES_NEW", "REQUIRES_NEW_ROLLED_BACK", "LISTENER_AFTER_COMMIT_IN_A_NEW_TRANSACTION"));
		ROWS.put("in a read-only transaction", List.of("READ_ONLY", "READ_ONLY_ROLLED_BACK"));
		ROWS.put("in a `BEFORE_COMMIT` listener",
				List.of("LISTENER_BEFORE_COMMIT", "LISTENER_BEFORE_COMMIT_THAT_FAILS", "BEFORE_COMMIT",
						"BEFORE_COMMIT_OF_ANOTHER_THAT_FAILS", "BEFORE_COMPLETION", "BEFORE_COMPLETION_OF_A_ROLLBACK"));
		ROWS.put("in an `AFTER_COMMIT`",
				List.of("LISTENER_AFTER_COMMIT", "LISTENER_AFTER_COMMIT_AFTER_A_NEW_TRANSACTION",
						"LISTENER_AFTER_COMMIT_AFTER_A_CALL", "SERVICE_IN_LISTENER_AFTER_COMMIT",
						"SERVICE_IN_LISTENER_AFTER_ROLLBACK", "SUPPORTING_SERVICE_IN_LISTENER_AFTER_COMMIT",
						"SERVICE_IN_LISTENER_AFTER_COMMIT_AFTER_A_CALL", "LISTENER_AFTER_ROLLBACK",
						"LISTENER_AFTER_COMPLETION", "AFTER_COMMIT",
						"AFTER_COMMIT_AFTER_A_CALL_AND_BEFORE_ONE_THAT_FAILS", "AFTER_COMPLETION", "AFTER_ROLLBACK"));
		ROWS.put("without a transaction", List.of("NO_TRANSACTION", "NOT_SUPPORTED", "SUPPORTS", "ASYNC"));
		ROWS.put("in a transaction of another database", List.of("OTHER_MANAGER"));
	}

	@Test
	void tableShouldHaveEachSituationOnce() throws IOException {
		List<String> rows = Files.readAllLines(Path.of("../docs/outbox.md"))
			.stream()
			.dropWhile((line) -> !line.startsWith("| where you call the outbox"))
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.toList();
		assertThat(rows).hasSize(ROWS.size() + 1);
		assertThat(ROWS.keySet()).allMatch((start) -> rows.stream().anyMatch((row) -> row.startsWith("| " + start)));
		assertThat(rows).last().asString().startsWith("| " + REFUSED);
		assertThat(ROWS.values().stream().flatMap(List::stream))
			.containsExactlyInAnyOrderElementsOf(Arrays.stream(CallSituation.values()).map(Enum::name).toList());
	}

}
