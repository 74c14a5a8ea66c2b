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

package io.github.nexmoconversion.outbox.actuate;

import io.github.nexmoconversion.outbox.actuate.ConversionOutboxEndpoint.ReplayDescriptor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Web extension that answers with 404 if there is no dead conversion with an id, and with
 * 503 if the database is unavailable.
 *
 * @since 0.1.0
 */
@EndpointWebExtension(endpoint = ConversionOutboxEndpoint.class)
public class ConversionOutboxEndpointWebExtension {

	private static final Log logger = LogFactory.getLog(ConversionOutboxEndpointWebExtension.class);

	private final ConversionOutboxEndpoint endpoint;

	/**
	 * Create a new {@link ConversionOutboxEndpointWebExtension}.
	 * @param endpoint the endpoint
	 */
	public ConversionOutboxEndpointWebExtension(ConversionOutboxEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Describe the outbox.
	 * @param offset the number of dead conversions to skip, none by default
	 * @param limit the maximum number of dead conversions to describe
	 * @return the description, or 503 if the database is unavailable
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> outbox(@Nullable Integer offset, @Nullable Integer limit) {
		try {
			return new WebEndpointResponse<>(this.endpoint.outbox(offset, limit));
		}
		catch (OutboxUnavailableException ex) {
			logger.warn("The endpoint answers with 503", ex);
			return new WebEndpointResponse<>(new ErrorDescriptor(String.valueOf(ex.getMessage())),
					WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
		}
	}

	/**
	 * Replay a dead conversion.
	 * @param id the id of the dead conversion
	 * @return the number of conversions enqueued again, or 404
	 */
	@WriteOperation
	public WebEndpointResponse<ReplayDescriptor> replay(@Selector String id) {
		ReplayDescriptor replay = this.endpoint.replay(id);
		return new WebEndpointResponse<>(replay,
				(replay != null) ? WebEndpointResponse.STATUS_OK : WebEndpointResponse.STATUS_NOT_FOUND);
	}

	/**
	 * Discard a dead conversion.
	 * @param id the id of the dead conversion
	 * @return 204, or 404
	 */
	@DeleteOperation
	public WebEndpointResponse<Void> discard(@Selector String id) {
		return new WebEndpointResponse<>(this.endpoint.discard(id) ? WebEndpointResponse.STATUS_NO_CONTENT
				: WebEndpointResponse.STATUS_NOT_FOUND);
	}

	/**
	 * Description of an error.
	 *
	 * @param error what happened
	 */
	public record ErrorDescriptor(String error) implements OperationResponseBody {
	}

}
