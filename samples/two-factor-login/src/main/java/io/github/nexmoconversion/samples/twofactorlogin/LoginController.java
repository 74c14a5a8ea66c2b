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

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The login as a plain-text HTTP API, for use with {@code curl}.
 */
@RestController
class LoginController {

	private final LoginService loginService;

	LoginController(LoginService loginService) {
		this.loginService = loginService;
	}

	@PostMapping("/logins")
	String start(@RequestParam String phone) {
		return this.loginService.start(phone) + "\n";
	}

	@PostMapping("/logins/{id}/code")
	ResponseEntity<String> enterCode(@PathVariable String id, @RequestParam String code) {
		return this.loginService.enterCode(id, code) ? ResponseEntity.ok("Logged in\n")
				: ResponseEntity.status(HttpStatus.UNAUTHORIZED).body("Wrong code\n");
	}

	@PostMapping("/logins/{id}/resend")
	ResponseEntity<String> resend(@PathVariable String id) {
		return ResponseEntity.of(this.loginService.resend(id).map((newId) -> newId + "\n"));
	}

}
