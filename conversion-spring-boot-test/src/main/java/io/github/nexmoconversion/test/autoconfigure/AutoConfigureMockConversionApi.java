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
 * Annotation that can be applied to a test class, such as one with
 * {@code @SpringBootTest}, to report the conversions of the application to a
 * {@link MockConversionApi}. The mock is available as a bean and is reset after each
 * test.
 * <p>
 * No configuration is required. The mock accepts the accounts that are configured by the
 * application's properties, and replaces their keys and secrets with its own. The
 * properties {@code nexmo.conversion.base-url}, {@code nexmo.conversion.dry-run} and
 * {@code nexmo.conversion.enabled} of the application are ignored.
 * <p>
 * If the accounts come from a {@code ConversionAccounts} or
 * {@code ConversionConnectionDetails} bean, define a {@link MockConversionApi} bean that
 * is started with these accounts.
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
