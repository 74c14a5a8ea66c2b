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

package io.github.nexmoconversion.observation;

import io.github.nexmoconversion.ConversionStatus;
import io.github.nexmoconversion.observation.ConversionObservationDocumentation.HighCardinalityKeyNames;
import io.github.nexmoconversion.observation.ConversionObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * Default {@link ConversionObservationConvention}.
 *
 * @since 0.1.0
 */
public class DefaultConversionObservationConvention implements ConversionObservationConvention {

	private static final String DEFAULT_NAME = "nexmo.conversion.submit";

	private static final KeyValue DELIVERED_TRUE = KeyValue.of(LowCardinalityKeyNames.DELIVERED, "true");

	private static final KeyValue DELIVERED_FALSE = KeyValue.of(LowCardinalityKeyNames.DELIVERED, "false");

	private static final KeyValue OUTCOME_NONE = KeyValue.of(LowCardinalityKeyNames.OUTCOME, KeyValue.NONE_VALUE);

	private static final KeyValue OUTCOME_NO_ANSWER = KeyValue.of(LowCardinalityKeyNames.OUTCOME, "NO_ANSWER");

	private static final KeyValue OUTCOME_CANCELLED = KeyValue.of(LowCardinalityKeyNames.OUTCOME, "CANCELLED");

	private static final KeyValue STATUS_NONE = KeyValue.of(LowCardinalityKeyNames.STATUS, KeyValue.NONE_VALUE);

	private final String name;

	/**
	 * Create a convention with the default name {@code nexmo.conversion.submit}.
	 */
	public DefaultConversionObservationConvention() {
		this(DEFAULT_NAME);
	}

	/**
	 * Create a convention with another name.
	 * @param name the name of the observation
	 */
	public DefaultConversionObservationConvention(String name) {
		this.name = name;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public String getContextualName(ConversionObservationContext context) {
		return "conversion " + context.getConversion().channel().getValue();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ConversionObservationContext context) {
		return KeyValues.of(account(context), channel(context), delivered(context), outcome(context), status(context));
	}

	/**
	 * Return the key for the account that the conversion is reported for.
	 * @param context the context of the submission
	 * @return the key and its value
	 */
	protected KeyValue account(ConversionObservationContext context) {
		return KeyValue.of(LowCardinalityKeyNames.ACCOUNT, context.getAccount());
	}

	/**
	 * Return the key for the channel of the message, as the API spells it.
	 * @param context the context of the submission
	 * @return the key and its value
	 */
	protected KeyValue channel(ConversionObservationContext context) {
		return KeyValue.of(LowCardinalityKeyNames.CHANNEL, context.getConversion().channel().getValue());
	}

	/**
	 * Return the key for whether the user did what the message asked.
	 * @param context the context of the submission
	 * @return the key and its value
	 */
	protected KeyValue delivered(ConversionObservationContext context) {
		return context.getConversion().delivered() ? DELIVERED_TRUE : DELIVERED_FALSE;
	}

	/**
	 * Return the key for the outcome: the name of a {@link ConversionStatus},
	 * {@code NO_ANSWER}, {@code CANCELLED}, or {@code none} while nothing is known yet.
	 * @param context the context of the submission
	 * @return the key and its value
	 */
	protected KeyValue outcome(ConversionObservationContext context) {
		Integer statusCode = context.getStatusCode();
		if (statusCode != null) {
			return KeyValue.of(LowCardinalityKeyNames.OUTCOME, ConversionStatus.from(statusCode).name());
		}
		if (context.isCancelled()) {
			return OUTCOME_CANCELLED;
		}
		// Neither, while the submission is in flight: the long task timer asks early
		return (context.getError() != null) ? OUTCOME_NO_ANSWER : OUTCOME_NONE;
	}

	/**
	 * Return the key for the status code as text, or {@code none} without an answer.
	 * @param context the context of the submission
	 * @return the key and its value
	 */
	protected KeyValue status(ConversionObservationContext context) {
		Integer statusCode = context.getStatusCode();
		return (statusCode != null) ? KeyValue.of(LowCardinalityKeyNames.STATUS, String.valueOf(statusCode))
				: STATUS_NONE;
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ConversionObservationContext context) {
		return KeyValues.of(messageId(context));
	}

	/**
	 * Return the key for the message id, which differs for each conversion and so never
	 * becomes a tag of a metric.
	 * @param context the context of the submission
	 * @return the key and its value
	 */
	protected KeyValue messageId(ConversionObservationContext context) {
		return KeyValue.of(HighCardinalityKeyNames.MESSAGE_ID, context.getConversion().messageId());
	}

}
