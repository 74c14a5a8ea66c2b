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
import java.util.Map;

import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;

import static org.awaitility.Awaitility.await;

/**
 * A browser that shows a page whose elements can be replaced at any time. Each value is
 * therefore read in a single script.
 */
final class Browser implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private final ChromeDriver driver = Chromium.get();

	ChromeDriver getDriver() {
		return this.driver;
	}

	void open(String address) {
		this.driver.get(address);
	}

	/**
	 * Click a button and wait for the next page.
	 * @param button the text of the button
	 */
	void click(String button) {
		long page = loadedAt();
		this.driver.findElement(By.xpath("//button[normalize-space()='" + button + "']")).click();
		awaitThat().until(() -> loadedAt() != page && read(String.class, "document.readyState").equals("complete"));
	}

	private long loadedAt() {
		return read(Number.class, "performance.timeOrigin * 1000").longValue();
	}

	/**
	 * Read the visible text of an element.
	 * @param selector the CSS selector of the element
	 * @return the text, empty if the element is not visible
	 */
	String text(String selector) {
		return read(String.class, "document.querySelector(arguments[0]).checkVisibility()"
				+ " ? document.querySelector(arguments[0]).innerText : ''", selector)
			.strip();
	}

	/**
	 * Read the text of an element that only screen readers present.
	 * @param selector the CSS selector of the element
	 * @return the text
	 */
	String hiddenText(String selector) {
		return read(String.class, "document.querySelector(arguments[0]).textContent", selector);
	}

	<T> T read(Class<T> type, String expression, Object... arguments) {
		return type.cast(this.driver.executeScript("return " + expression, arguments));
	}

	/**
	 * Save a screenshot of the window below {@code target/screenshots}.
	 * @param name the name of the file without its extension
	 */
	void screenshot(String name) {
		Path directory = Path.of("target/screenshots");
		try {
			Files.createDirectories(directory);
			Files.write(directory.resolve(name + ".png"), this.driver.getScreenshotAs(OutputType.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait for a state of the page, ignoring elements that do not exist yet.
	 * @return the condition to complete
	 */
	static ConditionFactory awaitThat() {
		return await().atMost(LIMIT).ignoreExceptionsInstanceOf(WebDriverException.class);
	}

	/**
	 * Leave it as it was started, for the next test.
	 */
	@Override
	public void close() {
		this.driver.get("about:blank");
		this.driver.manage().window().setSize(Chromium.WINDOW);
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
		this.driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
		this.driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
	}

}
