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

package io.github.nexmoconversion.samples.twofactorlogin.page;

import java.util.List;

import io.github.nexmoconversion.test.MockAnswer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the login page in a browser.
 */
@EnabledIfChromium
class LoginPageTests {

	@Test
	void correctCodeLogsInAndAppearsAsDelivered() {
		try (LoginPage page = LoginPage.open()) {
			page.requestCode();
			assertThat(page.text(".phone .number")).isEqualTo("+447700900123");
			assertThat(page.text("#pending")).isEqualTo("1");
			page.enter(page.codeOnPhone());
			assertThat(page.text("[role=status].message")).isEqualTo("You are logged in");
			page.awaitConversions(1);
			List<String> conversion = page.conversions().get(0);
			assertThat(conversion).hasSize(4).startsWith("entered", "200").endsWith("delivered");
			assertThat(conversion.get(2)).matches("\\d+\\.\\d s");
			Browser.awaitThat()
				.until(() -> page.count("200").equals("1") && page.text("#pending").equals("0")
						&& page.text("#backlog").equals("0"));
		}
	}

	@Test
	void wrongCodeIsNotReported() {
		try (LoginPage page = LoginPage.open()) {
			page.requestCode();
			String code = page.codeOnPhone();
			page.enter(code.equals("000000") ? "000001" : "000000");
			assertThat(page.text("#error")).isEqualTo("Wrong code");
			assertThat(page.text("#code-hint")).startsWith("2 attempts left");
			page.enter(code);
			assertThat(page.text("[role=status].message")).isEqualTo("You are logged in");
			page.awaitConversions(1);
			assertThat(page.conversions().get(0)).startsWith("entered");
		}
	}

	@Test
	void codeThatIsNotEnteredAppearsAutomatically() {
		try (LoginPage page = LoginPage.open("--nexmo.conversion.outbox.pending.time-to-live=1h")) {
			page.requestCode();
			assertThat(page.text("#pending")).isEqualTo("1");
			assertThat(page.conversions()).isEmpty();
			page.deliverNow();
			page.awaitConversions(1);
			assertThat(page.conversions().get(0)).startsWith("not entered", "200").endsWith("delivered");
			assertThat(page.getBrowser().hiddenText("#announcement"))
				.endsWith("was not entered: status 200, delivered");
			Browser.awaitThat().until(() -> page.text("#pending").equals("0"));
		}
	}

	@Test
	void newCodeReportsTheFirstAsNotEntered() {
		try (LoginPage page = LoginPage.open()) {
			page.requestCode();
			page.getBrowser().click("Send a new code");
			assertThat(page.text(".phone ol").lines()).hasSize(2);
			page.awaitConversions(1);
			Browser.awaitThat().until(() -> page.text("#backlog").equals("0"));
			page.type(page.codeOnPhone());
			page.getBrowser().screenshot("code");
			page.getBrowser().click("Log in");
			page.awaitConversions(2);
			assertThat(page.conversions()).extracting((conversion) -> conversion.get(0))
				.containsExactly("entered", "not entered");
		}
	}

	@Test
	void outageDelaysReportsButNotLogins() {
		try (LoginPage page = LoginPage.open("--nexmo.conversion.outbox.retry.max-delay=2s")) {
			page.logIn();
			Browser.awaitThat().until(() -> page.count("200").equals("1"));
			page.getBrowser().click("Start an outage");
			page.logIn();
			assertThat(page.text("[role=status].message")).isEqualTo("You are logged in");
			page.awaitConversions(2);
			assertThat(page.conversions().get(0)).startsWith("entered", "503", "–");
			assertThat(page.conversions().get(0).get(3)).startsWith("kept, to be retried");
			assertThat(page.conversions().get(1)).startsWith("entered", "200");
			Browser.awaitThat().until(() -> page.text("#backlog").equals("1"));
			page.getBrowser().screenshot("outage");
			page.getBrowser().click("End the outage");
			Browser.awaitThat().untilAsserted(() -> {
				assertThat(page.conversions().get(0).get(1)).isEqualTo("200");
				assertThat(page.conversions().get(0).get(3)).matches("delivered, \\d+ submissions");
				assertThat(page.text("#backlog")).isEqualTo("0");
			});
		}
	}

	@Test
	void outageWhileACodeIsAwaitedLeavesTheCodeToBeEntered() {
		try (LoginPage page = LoginPage.open()) {
			page.requestCode();
			page.getBrowser().click("Start an outage");
			page.enter(page.codeOnPhone());
			assertThat(page.text("[role=status].message")).isEqualTo("You are logged in");
		}
	}

	@Test
	void missingAnswerAppearsAsNone() {
		try (LoginPage page = LoginPage.open("--nexmo.conversion.retry.max-retries=0",
				"--nexmo.conversion.outbox.retry.delay=1h", "--nexmo.conversion.outbox.retry.max-delay=1h")) {
			page.getApi().answerNext(MockAnswer.none());
			page.logIn();
			Browser.awaitThat().until(() -> page.count("none").equals("1"));
			Browser.awaitThat()
				.until(() -> page.conversions().get(0).equals(List.of("entered", "none", "–", "kept, to be retried")));
			page.deliverNow();
			Browser.awaitThat().until(() -> page.conversions().get(0).get(3).equals("delivered, 2 submissions"));
		}
	}

	@Test
	void refusedParametersAreNotRetried() {
		try (LoginPage page = LoginPage.open()) {
			page.getApi().answerNext(MockAnswer.status(420));
			page.logIn();
			Browser.awaitThat()
				.until(() -> page.text("#dead").equals("1") && page.conversions()
					.equals(List.of(List.of("entered", "420", "–", "dead: replay or discard it"))));
		}
	}

	@Test
	void refusedAccountIsHeldBack() {
		try (LoginPage page = LoginPage.open("--nexmo.conversion.api-secret=wrong")) {
			page.logIn();
			Browser.awaitThat()
				.until(() -> page.text("#outbox .message.error").contains("The API refuses the account default"));
			assertThat(page.conversions()).containsExactly(List.of("entered", "401", "–", "held back, account paused"));
		}
	}

	@Test
	void phoneNumberIsChecked() {
		try (LoginPage page = LoginPage.open()) {
			page.getBrowser().getDriver().executeScript("""
					const phone = document.getElementById('phone');
					phone.form.noValidate = true;
					phone.value = 'x'""");
			page.requestCode();
			assertThat(page.text("#error")).startsWith("A phone number consists of 6 to 15 digits");
			assertThat(page.getBrowser().getDriver().getTitle())
				.startsWith("A phone number consists of 6 to 15 digits");
		}
	}

	@Test
	void endedLoginLeadsToANewOne() {
		try (LoginPage page = LoginPage.open()) {
			page.getBrowser().open(page.getAddress() + "login/%7Bx%7D%3F");
			assertThat(page.text("#error")).isEqualTo("This login has ended. Start a new one");
			page.logIn();
		}
	}

	@Test
	void pageShowsThatTheSampleIsNotResponding() {
		try (LoginPage page = LoginPage.open()) {
			assertThat(page.text("#stale")).isEmpty();
			page.stopSample();
			Browser.awaitThat().until(() -> page.text("#stale").startsWith("The sample is not responding"));
		}
	}

}
