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

import java.util.Arrays;
import java.util.List;

import io.github.nexmoconversion.outbox.jdbc.OutboxEngine;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.transaction.ConfigurableTransactionManager;

/**
 * Makes each outbox follow all transaction managers of the application, since several can
 * manage transactions of the same {@code DataSource}.
 */
class ConversionOutboxTransactionManagers implements SmartInitializingSingleton {

	private final ObjectProvider<OutboxEngine> engines;

	private final ConfigurableListableBeanFactory beanFactory;

	ConversionOutboxTransactionManagers(ObjectProvider<OutboxEngine> engines,
			ConfigurableListableBeanFactory beanFactory) {
		this.engines = engines;
		this.beanFactory = beanFactory;
	}

	// None is created for this, such as one that is lazy
	@Override
	public void afterSingletonsInstantiated() {
		List<ConfigurableTransactionManager> transactionManagers = Arrays
			.stream(this.beanFactory.getBeanNamesForType(ConfigurableTransactionManager.class, false, false))
			.filter(this.beanFactory::containsSingleton)
			.map((name) -> this.beanFactory.getBean(name, ConfigurableTransactionManager.class))
			.toList();
		this.engines.forEach((engine) -> transactionManagers.forEach(engine::follow));
	}

}
