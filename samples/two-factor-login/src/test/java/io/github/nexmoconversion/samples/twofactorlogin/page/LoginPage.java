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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.nexmoconversion.samples.localapi.LocalApiConfiguration;
import io.github.nexmoconversion.samples.twofactorlogin.TwoFactorLoginApplication;
import io.github.nexmoconversion.test.MockConversionApi;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.util.StringUtils;

import static org.awaitility.Awaitility.await;

/**
 * The page in a browser, with the sample and its local Conversion API behind it.
 */
final class LoginPage implements AutoCloseable {

	private final ConfigurableApplicationContext sample;

	private final ChromeDriver browser;

	private LoginPage(ConfigurableApplicationContext sample, ChromeDriver browser) {
		this.sample = sample;
		this.browser = browser;
	}

	static LoginPage open(String... arguments) {
		ConfigurableApplicationContext sample = new SpringApplicationBuilder(TwoFactorLoginApplication.class,
				LocalApiConfiguration.class)
			.run(StringUtils.concatenateStringArrays(
					StringUtils.concatenateStringArrays(new String[] { "--server.port=0" }, arguments),
					LocalApiConfiguration.arguments(TestSocketUtils.findAvailableTcpPort())));
		try {
			LoginPage page = new LoginPage(sample, Chromium.start());
			page.browser.get(page.getAddress());
			return page;
		}
		catch (RuntimeException ex) {
			sample.close();
			throw ex;
		}
	}

	String getAddress() {
		return "http://127.0.0.1:" + this.sample.getEnvironment().getProperty("local.server.port") + "/";
	}

	ChromeDriver getBrowser() {
		return this.browser;
	}

	MockConversionApi getApi() {
		return this.sample.getBean(MockConversionApi.class);
	}

	void logIn() {
		requestCode();
		enter(codeOnPhone());
	}

	void requestCode() {
		click("Send me a code");
	}

	String codeOnPhone() {
		List<WebElement> messages = this.browser.findElements(By.cssSelector(".phone li"));
		return messages.get(messages.size() - 1).getText().replaceAll("\\D", "");
	}

	void enter(String code) {
		type(code);
		click("Log in");
	}

	void type(String code) {
		this.browser.findElement(By.id("code")).sendKeys(code);
	}

	/**
	 * Click a button, and wait for the page that it leads to.
	 * @param button its text
	 */
	void click(String button) {
		long page = loadedAt();
		this.browser.findElement(By.xpath("//button[normalize-space()='" + button + "']")).click();
		awaitThat().until(() -> loadedAt() != page && read(String.class, "document.readyState").equals("complete"));
	}

	private long loadedAt() {
		return read(Number.class, "performance.timeOrigin * 1000").longValue();
	}

	// In one step each, since the page may replace what is read
	String text(String selector) {
		return read(String.class, "document.querySelector(arguments[0]).innerText", selector).strip();
	}

	/**
	 * Read a text that is for screen readers alone.
	 * @param selector where it is
	 * @return the text
	 */
	String hiddenText(String selector) {
		return read(String.class, "document.querySelector(arguments[0]).textContent", selector);
	}

	/**
	 * Read what the page lists of the conversions.
	 * @return the cells of each, the newest first, which are without its message
	 */
	@SuppressWarnings("unchecked")
	List<List<String>> conversions() {
		return read(List.class, """
				Array.from(document.querySelectorAll('#reports tbody tr'),
						row => Array.from(row.querySelectorAll('td'), cell => cell.innerText))""");
	}

	private <T> T read(Class<T> type, String expression, Object... arguments) {
		return type.cast(this.browser.executeScript("return " + expression, arguments));
	}

	/**
	 * Read a number of the chart.
	 * @param status the status
	 * @return how often the API answered so
	 */
	String count(String status) {
		return text(".chart [data-status='" + status + "'] .count");
	}

	/**
	 * Keep what the window shows, for people to look at.
	 * @param name the name of the picture
	 */
	void screenshot(String name) {
		Path directory = Path.of("target/screenshots");
		try {
			Files.createDirectories(directory);
			Files.write(directory.resolve(name + ".png"), this.browser.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait for what the page shows by itself. It is replaced while it is read.
	 * @return what waits
	 */
	static ConditionFactory awaitThat() {
		return await().atMost(Duration.ofSeconds(20)).ignoreExceptionsInstanceOf(WebDriverException.class);
	}

	@Override
	public void close() {
		this.browser.quit();
		this.sample.close();
	}

}
