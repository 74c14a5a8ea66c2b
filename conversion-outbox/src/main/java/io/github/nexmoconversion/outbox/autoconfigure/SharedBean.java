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

import io.github.nexmoconversion.autoconfigure.InvalidConversionConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.StringUtils;

/**
 * A bean of the application that the outbox uses: the annotated one or, without, the one
 * that is injected by type.
 *
 * @param <T> the type of the bean
 * @param name the name of the type, for messages
 * @param annotated the annotated beans
 * @param all all beans of the type
 */
record SharedBean<T>(String name, ObjectProvider<T> annotated, ObjectProvider<T> all) {

	static final String ACTION = "Annotate the DataSource of the outbox with @ConversionOutboxDataSource and its"
			+ " transaction manager with @ConversionOutboxTransactionManager.";

	/**
	 * Find the bean.
	 * @return the bean, or {@code null} if there is none
	 * @throws InvalidConversionConfigurationException if there are several
	 */
	@Nullable T find() {
		try {
			T bean = this.annotated.getIfAvailable();
			return (bean != null) ? bean : this.all.getIfAvailable();
		}
		catch (NoUniqueBeanDefinitionException ex) {
			String names = (ex.getBeanNamesFound() != null)
					? StringUtils.collectionToDelimitedString(ex.getBeanNamesFound(), ", ") : "";
			throw new InvalidConversionConfigurationException(
					"The outbox needs one " + this.name
							+ ", and the application has several, of which none takes precedence: " + names + ".",
					ACTION);
		}
	}

}
