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

import io.github.nexmoconversion.ConversionOperations;
import io.github.nexmoconversion.autoconfigure.InvalidConversionConfigurationException;
import io.github.nexmoconversion.client.ConversionTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;

/**
 * The operations that the outbox delivers with: those that the application injects. In a
 * test that replaces them, nothing reaches the API.
 */
final class DeliveryOperations {

	private static final String ENGINE = "conversionOutboxEngine";

	private DeliveryOperations() {
	}

	static ConversionOperations from(ObjectProvider<ConversionOperations> beans) {
		try {
			return withoutRetries(beans.getObject());
		}
		catch (BeansException ex) {
			if (isCycle(ex)) {
				throw new InvalidConversionConfigurationException(
						"The ConversionOperations of the application depend on the outbox, which delivers with them.",
						"Inject ConversionOutbox where conversions are enqueued, or declare operations that enqueue"
								+ " with @Bean(defaultCandidate = false) and a qualifier, so that the outbox delivers"
								+ " with the ConversionTemplate.");
			}
			throw ex;
		}
	}

	// Either the operations are being created, or creating them asked for the engine
	private static boolean isCycle(BeansException failure) {
		return NestedExceptionUtils.getMostSpecificCause(failure) instanceof BeanCurrentlyInCreationException cause
				&& (cause == failure || ENGINE.equals(cause.getBeanName()));
	}

	// The outbox itself tries again, later and for longer. Operations of an application
	// are used as they are, and so are mocks, which return nothing here.
	private static ConversionOperations withoutRetries(ConversionOperations operations) {
		if (operations.getClass() != ConversionTemplate.class) {
			return operations;
		}
		@Nullable ConversionTemplate single = ((ConversionTemplate) operations).withoutRetries();
		return (single != null) ? single : operations;
	}

}
