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

package io.github.nexmoconversion.samples.twofactorlogin;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Stores the logins in progress.
 */
@Repository
class LoginRepository {

	private final JdbcClient jdbc;

	LoginRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void add(Login login) {
		this.jdbc.sql("insert into login (id, phone, code, message_id, attempts_left) values (?, ?, ?, ?, ?)")
			.params(login.id(), login.phone(), login.code(), login.messageId(), login.attemptsLeft())
			.update();
	}

	Optional<Login> find(String id) {
		return this.jdbc.sql("select * from login where id = ?").param(id).query(Login.class).optional();
	}

	/**
	 * Use one of the attempts to enter the code.
	 * @param id the id of the login
	 * @return {@code false} if no attempts are left
	 */
	boolean useAttempt(String id) {
		return this.jdbc.sql("update login set attempts_left = attempts_left - 1 where id = ? and attempts_left > 0")
			.param(id)
			.update() == 1;
	}

	/**
	 * Remove a login.
	 * @param login the login
	 * @return {@code false} if the login has already been removed
	 */
	boolean remove(Login login) {
		return this.jdbc.sql("delete from login where id = ?").param(login.id()).update() == 1;
	}

}
