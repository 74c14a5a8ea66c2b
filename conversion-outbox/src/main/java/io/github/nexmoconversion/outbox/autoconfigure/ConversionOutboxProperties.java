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

package io.github.nexmoconversion.outbox.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.init.DatabaseInitializationProperties;
import org.springframework.util.Assert;

/**
 * Configuration properties of the outbox.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("nexmo.conversion.outbox")
public class ConversionOutboxProperties {

	private static final String PREFIX = "nexmo.conversion.outbox.";

	/**
	 * Maximum number of deliveries in flight in this instance.
	 */
	private int concurrency = 16;

	/**
	 * Poll interval for conversions that other instances enqueued or left behind.
	 */
	private Duration pollInterval = Duration.ofSeconds(1);

	/**
	 * Age, counted from when a conversion was enqueued, at which it is no longer retried
	 * and becomes a dead conversion.
	 */
	private Duration maxAge = Duration.ofDays(1);

	/**
	 * Interval at which an account that the API refuses is probed.
	 */
	private Duration probeInterval = Duration.ofMinutes(1);

	private final Retry retry = new Retry();

	private final Pending pending = new Pending();

	private final Jdbc jdbc = new Jdbc();

	public int getConcurrency() {
		return this.concurrency;
	}

	/**
	 * Set the maximum number of deliveries in flight.
	 * @param concurrency the maximum number of deliveries
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public void setConcurrency(int concurrency) {
		Assert.isTrue(concurrency > 0, () -> PREFIX + "concurrency must be at least 1");
		this.concurrency = concurrency;
	}

	public Duration getPollInterval() {
		return this.pollInterval;
	}

	public void setPollInterval(Duration pollInterval) {
		this.pollInterval = requirePositive("poll-interval", pollInterval);
	}

	public Duration getMaxAge() {
		return this.maxAge;
	}

	public void setMaxAge(Duration maxAge) {
		this.maxAge = requirePositive("max-age", maxAge);
	}

	public Duration getProbeInterval() {
		return this.probeInterval;
	}

	public void setProbeInterval(Duration probeInterval) {
		this.probeInterval = requirePositive("probe-interval", probeInterval);
	}

	public Retry getRetry() {
		return this.retry;
	}

	public Pending getPending() {
		return this.pending;
	}

	public Jdbc getJdbc() {
		return this.jdbc;
	}

	private static Duration requirePositive(String name, Duration time) {
		Assert.isTrue(!time.isNegative() && !time.isZero(), () -> PREFIX + name + " must be positive");
		return time;
	}

	/**
	 * Properties of retries.
	 */
	public static class Retry {

		/**
		 * Delay before the first retry of a delivery.
		 */
		private Duration delay = Duration.ofSeconds(1);

		/**
		 * Multiplier applied to the delay after each retry.
		 */
		private double multiplier = 2;

		/**
		 * Maximum delay before a retry. The API can ask for a longer one.
		 */
		private Duration maxDelay = Duration.ofMinutes(5);

		public Duration getDelay() {
			return this.delay;
		}

		public void setDelay(Duration delay) {
			this.delay = requirePositive("retry.delay", delay);
		}

		public double getMultiplier() {
			return this.multiplier;
		}

		/**
		 * Set the multiplier applied to the delay after each retry.
		 * @param multiplier the multiplier
		 * @throws IllegalArgumentException if it is less than 1
		 */
		public void setMultiplier(double multiplier) {
			Assert.isTrue(multiplier >= 1, () -> PREFIX + "retry.multiplier must be at least 1");
			this.multiplier = multiplier;
		}

		public Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(Duration maxDelay) {
			this.maxDelay = requirePositive("retry.max-delay", maxDelay);
		}

	}

	/**
	 * Properties of pending conversions.
	 */
	public static class Pending {

		/**
		 * Default time to live of a registered message.
		 */
		private Duration timeToLive = Duration.ofMinutes(5);

		public Duration getTimeToLive() {
			return this.timeToLive;
		}

		public void setTimeToLive(Duration timeToLive) {
			this.timeToLive = requirePositive("pending.time-to-live", timeToLive);
		}

	}

	/**
	 * Properties of the tables.
	 */
	public static class Jdbc extends DatabaseInitializationProperties {

		/**
		 * Whether to allow a database on which the outbox has not been tested.
		 */
		private boolean allowUntestedDatabase;

		/**
		 * Whether to allow a routing DataSource that leads to several databases. The
		 * outbox delivers from the one to which it leads without a tenant.
		 */
		private boolean allowRoutingDataSource;

		/**
		 * Create new properties, with which a failing script is a failure.
		 */
		public Jdbc() {
			setContinueOnError(false);
		}

		public boolean isAllowUntestedDatabase() {
			return this.allowUntestedDatabase;
		}

		public void setAllowUntestedDatabase(boolean allowUntestedDatabase) {
			this.allowUntestedDatabase = allowUntestedDatabase;
		}

		public boolean isAllowRoutingDataSource() {
			return this.allowRoutingDataSource;
		}

		public void setAllowRoutingDataSource(boolean allowRoutingDataSource) {
			this.allowRoutingDataSource = allowRoutingDataSource;
		}

		@Override
		public String getDefaultSchemaLocation() {
			return "classpath:io/github/nexmoconversion/outbox/jdbc/schema-@@platform@@.sql";
		}

	}

}
