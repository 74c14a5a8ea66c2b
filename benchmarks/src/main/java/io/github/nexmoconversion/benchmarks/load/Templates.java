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

package io.github.nexmoconversion.benchmarks.load;

import java.net.URI;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.autoconfigure.ConversionAutoConfiguration;
import io.github.nexmoconversion.autoconfigure.metrics.ConversionMetricsAutoConfiguration;
import io.github.nexmoconversion.benchmarks.stub.Stub;
import io.github.nexmoconversion.client.ConversionTemplate;
import io.github.nexmoconversion.client.ReactiveConversionOperations;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * The templates of this project with their auto-configuration.
 */
final class Templates {

	private Templates() {
	}

	static Contender reactive(URI baseUrl, boolean observed) {
		ReactiveConversionOperations conversions = start(baseUrl, observed).getBean(ReactiveConversionOperations.class);
		return new Contender.Reactive(Mono.defer(() -> conversions.submit(conversion())));
	}

	static Contender blocking(URI baseUrl, boolean observed) {
		ConversionTemplate conversions = start(baseUrl, observed).getBean(ConversionTemplate.class);
		return new Contender.Blocking(() -> conversions.submit(conversion()));
	}

	private static Conversion conversion() {
		return Conversion.delivered(ConversionChannel.SMS, "0C000000217B7F02");
	}

	private static ConfigurableApplicationContext start(URI baseUrl, boolean observed) {
		return new SpringApplicationBuilder(observed ? Observed.class : Unobserved.class).web(WebApplicationType.NONE)
			.run("--nexmo.conversion.api-key=" + Stub.API_KEY, "--nexmo.conversion.api-secret=" + Stub.API_SECRET,
					"--nexmo.conversion.base-url=" + baseUrl, "--logging.level.root=warn",
					"--spring.main.banner-mode=off");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
			ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
			ConversionAutoConfiguration.class })
	static class Unobserved {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, HttpClientAutoConfiguration.class,
			ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class, MetricsAutoConfiguration.class,
			PrometheusMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
			ObservationAutoConfiguration.class, WebClientObservationAutoConfiguration.class,
			ConversionAutoConfiguration.class, ConversionMetricsAutoConfiguration.class })
	static class Observed {

	}

}
