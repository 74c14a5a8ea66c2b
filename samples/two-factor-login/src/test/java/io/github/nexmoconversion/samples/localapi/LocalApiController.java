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

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Starts and ends an outage of the local Conversion API.
 */
@Controller
class LocalApiController {

	private final MockConversionApi api;

	LocalApiController(MockConversionApi api) {
		this.api = api;
	}

	@PostMapping("/local-api/outage")
	String setOutage(@RequestParam boolean outage, @RequestParam(defaultValue = "") String login,
			RedirectAttributes redirect) {
		this.api.setOutage(outage);
		if (login.isEmpty()) {
			return "redirect:/";
		}
		redirect.addAttribute("login", login);
		return "redirect:/login/{login}";
	}

}
