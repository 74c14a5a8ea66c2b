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
import java.util.regex.Pattern;

import io.github.nexmoconversion.samples.twofactorlogin.board.BoardService;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The login as a web page.
 */
@Controller
class LoginPageController {

	private static final Pattern PHONE = Pattern.compile("[0-9]{6,15}");

	private final LoginService loginService;

	private final FakeSmsGateway smsGateway;

	private final BoardService boardService;

	LoginPageController(LoginService loginService, FakeSmsGateway smsGateway, BoardService boardService) {
		this.loginService = loginService;
		this.smsGateway = smsGateway;
		this.boardService = boardService;
	}

	@GetMapping("/")
	String phone(Model model) {
		model.addAttribute("board", this.boardService.getBoard());
		return "login";
	}

	@PostMapping("/login")
	String start(@RequestParam String phone, RedirectAttributes redirect) {
		if (!PHONE.matcher(phone).matches()) {
			redirect.addFlashAttribute("error", "A phone number consists of 6 to 15 digits");
			return "redirect:/";
		}
		redirect.addAttribute("id", this.loginService.start(phone));
		return "redirect:/login/{id}";
	}

	@GetMapping("/login/{id}")
	String code(@PathVariable String id, Model model, RedirectAttributes redirect) {
		Optional<Login> login = this.loginService.find(id);
		if (login.isEmpty()) {
			redirect.addFlashAttribute("error", "This login has ended. Start a new one");
			return "redirect:/";
		}
		model.addAttribute("login", login.get());
		model.addAttribute("messages", this.smsGateway.getMessages(login.get().phone()));
		model.addAttribute("board", this.boardService.getBoard());
		return "login";
	}

	@PostMapping("/login/{id}/code")
	String enterCode(@PathVariable String id, @RequestParam String code, RedirectAttributes redirect) {
		if (this.loginService.enterCode(id, code.strip())) {
			redirect.addFlashAttribute("success", "You are logged in");
			return "redirect:/";
		}
		redirect.addFlashAttribute("error", "Wrong code");
		redirect.addAttribute("id", id);
		return "redirect:/login/{id}";
	}

	@PostMapping("/login/{id}/resend")
	String resend(@PathVariable String id, RedirectAttributes redirect) {
		redirect.addAttribute("id", this.loginService.resend(id).orElse(id));
		return "redirect:/login/{id}";
	}

}
