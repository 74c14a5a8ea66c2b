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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page is accessible, and that it fits narrow screens.
 */
@EnabledIfChromium
class AccessibilityTests {

	@Test
	void pageHasNoAxeViolations() throws IOException {
		try (LoginPage page = LoginPage.open()) {
			ChromeDriver browser = page.getBrowser().getDriver();
			assertThat(violations(browser)).isEmpty();
			page.requestCode();
			assertThat(violations(browser)).isEmpty();
			page.getBrowser().click("Send a new code");
			page.enter("wrong");
			page.awaitConversions(1);
			assertThat(violations(browser)).isEmpty();
			useColours(browser, "dark");
			assertThat(violations(browser)).isEmpty();
			page.getBrowser().screenshot("dark");
		}
	}

	@Test
	void pageCanBeUsedWithTheKeyboardAlone() {
		try (LoginPage page = LoginPage.open()) {
			ChromeDriver browser = page.getBrowser().getDriver();
			browser.findElement(By.tagName("body")).sendKeys(Keys.TAB, Keys.TAB);
			browser.switchTo().activeElement().sendKeys(Keys.ENTER);
			Browser.awaitThat()
				.until(() -> page.getBrowser().read(String.class, "document.activeElement.id").equals("code"));
			browser.switchTo().activeElement().sendKeys(page.codeOnPhone(), Keys.ENTER);
			Browser.awaitThat().until(() -> page.text("[role=status].message").equals("You are logged in"));
		}
	}

	@Test
	void pageFitsANarrowScreen() throws IOException {
		try (LoginPage page = LoginPage.open()) {
			ChromeDriver browser = page.getBrowser().getDriver();
			browser.manage().window().setSize(new Dimension(500, 900));
			page.logIn();
			page.awaitConversions(1);
			assertThat(page.getBrowser()
				.read(Long.class, "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
				.isZero();
			assertThat(violations(browser)).isEmpty();
			page.getBrowser().screenshot("narrow");
		}
	}

	@Test
	void pageLoadsNoExternalResources() {
		try (LoginPage page = LoginPage.open()) {
			List<?> addresses = page.getBrowser()
				.read(List.class, "performance.getEntriesByType('resource').map(entry => entry.name)");
			assertThat(addresses).isNotEmpty()
				.allMatch((address) -> String.valueOf(address).startsWith(page.getAddress()));
		}
	}

	private static List<?> violations(ChromeDriver browser) throws IOException {
		browser.executeScript(new PathMatchingResourcePatternResolver()
			.getResources("classpath*:META-INF/resources/webjars/axe-core/*/axe.min.js")[0]
			.getContentAsString(StandardCharsets.UTF_8));
		return (List<?>) browser.executeAsyncScript(
				"const done = arguments[0]; axe.run().then(results => done(results.violations.map(JSON.stringify)))");
	}

	private static void useColours(ChromeDriver browser, String scheme) {
		browser.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
	}

}
