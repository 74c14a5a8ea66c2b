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

package io.github.nexmoconversion.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.nexmoconversion.test.MockConversionApi;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.TestPropertySource;

/**
 * Annotation for a test class, such as one with {@code @SpringBootTest}, whose
 * application shall report its conversions to a {@link MockConversionApi}. That is a bean
 * to inject, reset after each test.
 * <p>
 * No property is needed, and what the application sets for address, dry run and enabling
 * does not count. The mock knows the accounts that the properties of the application
 * configure, with keys and secrets of its own in the place of theirs. An application that
 * has its accounts from a {@code ConversionAccounts} or
 * {@code ConversionConnectionDetails} bean supplies a {@link MockConversionApi} bean that
 * was started with them.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@TestPropertySource(properties = { "nexmo.conversion.enabled=true", "nexmo.conversion.dry-run=false",
		"nexmo.conversion.base-url=https://api.nexmo.com/conversions" })
public @interface AutoConfigureMockConversionApi {

}
