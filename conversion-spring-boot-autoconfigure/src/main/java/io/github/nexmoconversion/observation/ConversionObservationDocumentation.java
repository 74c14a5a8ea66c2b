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

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * Documented observations of this library.
 *
 * @since 0.1.0
 */
public enum ConversionObservationDocumentation implements ObservationDocumentation {

	/**
	 * Submission of one conversion, from the call to the final answer. The parent of the
	 * observations of its HTTP requests.
	 */
	SUBMIT {
		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultConversionObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeyNames.values();
		}
	};

	/**
	 * Keys with few values, which become tags of the timer and of the span.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * Name of the account that the conversion was submitted for.
		 */
		ACCOUNT {
			@Override
			public String asString() {
				return "account";
			}
		},

		/**
		 * Channel of the message: "sms" or "voice".
		 */
		CHANNEL {
			@Override
			public String asString() {
				return "channel";
			}
		},

		/**
		 * Whether the user did what the message asked.
		 */
		DELIVERED {
			@Override
			public String asString() {
				return "delivered";
			}
		},

		/**
		 * Outcome of the submission: the name of a ConversionStatus, NO_ANSWER if there
		 * was no answer, or CANCELLED if the caller cancelled it before there was one.
		 */
		OUTCOME {
			@Override
			public String asString() {
				return "outcome";
			}
		},

		/**
		 * Status code of the final answer, or "none" if there was none.
		 */
		STATUS {
			@Override
			public String asString() {
				return "status";
			}
		}

	}

	/**
	 * Keys with many values, which become tags of the span only.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * Message id of the conversion.
		 */
		MESSAGE_ID {
			@Override
			public String asString() {
				return "message.id";
			}
		}

	}

}
