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

import javax.sql.DataSource;

import io.github.nexmoconversion.samples.localapi.LocalApiConfiguration;
import io.github.nexmoconversion.samples.twofactorlogin.TwoFactorLoginApplication;
import io.github.nexmoconversion.test.MockConversionApi;
import org.openqa.selenium.By;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.util.StringUtils;

/**
 * The login page in a browser, served by the sample with its local Conversion API.
 */
final class LoginPage implements AutoCloseable {

	private final ConfigurableApplicationContext sample;

	private final Browser browser;

	private LoginPage(ConfigurableApplicationContext sample, Browser browser) {
		this.sample = sample;
		this.browser = browser;
	}

	static LoginPage open(String... arguments) {
		ConfigurableApplicationContext sample = new SpringApplicationBuilder(TwoFactorLoginApplication.class,
				LocalApiConfiguration.class)
			.run(StringUtils.concatenateStringArrays(
					StringUtils.concatenateStringArrays(arguments,
							new String[] { "--server.port=0", "--nexmo.conversion.http.read-timeout=1m" }),
					LocalApiConfiguration.arguments(TestSocketUtils.findAvailableTcpPort())));
		LoginPage page = new LoginPage(sample, new Browser());
		page.browser.open(page.getAddress());
		return page;
	}

	String getAddress() {
		return "http://127.0.0.1:" + this.sample.getEnvironment().getProperty("local.server.port") + "/";
	}

	Browser getBrowser() {
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
		this.browser.click("Send me a code");
	}

	String codeOnPhone() {
		return this.browser.text(".phone li:last-child").replaceAll("\\D", "");
	}

	void enter(String code) {
		type(code);
		this.browser.click("Log in");
	}

	void type(String code) {
		this.browser.getDriver().findElement(By.id("code")).sendKeys(code);
	}

	String text(String selector) {
		return this.browser.text(selector);
	}

	/**
	 * Read what the page lists of the conversions.
	 * @return the cells of each, the newest first, which are without its message
	 */
	@SuppressWarnings("unchecked")
	List<List<String>> conversions() {
		return this.browser.read(List.class, """
				Array.from(document.querySelectorAll('#conversions tbody tr'),
						row => Array.from(row.querySelectorAll('td'), cell => cell.innerText))""");
	}

	/**
	 * Wait until the page lists the given number of conversions.
	 * @param count the number of conversions
	 */
	void awaitConversions(int count) {
		Browser.awaitThat().until(() -> conversions().size() == count);
	}

	/**
	 * Read a count from the chart.
	 * @param status the status
	 * @return the number of outcomes with this status
	 */
	String count(String status) {
		return text(".chart [data-status='" + status + "'] .count");
	}

	/**
	 * Let no time pass until what is to be delivered later is due.
	 */
	void deliverNow() {
		new JdbcTemplate(this.sample.getBean(DataSource.class))
			.update("update nexmo_conversion_outbox set execution_time = '2020-01-01 00:00:00', priority = 0");
	}

	void stopSample() {
		this.sample.close();
	}

	@Override
	public void close() {
		try (this.browser) {
			this.sample.close();
		}
	}

}
