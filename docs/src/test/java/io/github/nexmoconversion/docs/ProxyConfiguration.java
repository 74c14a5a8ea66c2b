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

package io.github.nexmoconversion.docs;

import java.time.Duration;

import io.github.nexmoconversion.client.ConversionWebClientCustomizer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;

@Configuration(proxyBeanMethods = false)
class ProxyConfiguration {

	@Bean
	ConversionWebClientCustomizer conversionProxy(@Value("${proxy.host}") String host,
			@Value("${proxy.port}") int port) {
		HttpClient client = HttpClient.create()
			.responseTimeout(Duration.ofSeconds(2))
			.proxy((proxy) -> proxy.type(ProxyProvider.Proxy.HTTP).host(host).port(port));
		return (builder) -> builder.clientConnector(new ReactorClientHttpConnector(client));
	}

}
