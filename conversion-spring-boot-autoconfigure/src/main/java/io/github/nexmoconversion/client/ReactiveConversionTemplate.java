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

package io.github.nexmoconversion.client;

import java.time.Duration;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionStatus;
import io.github.nexmoconversion.account.ConversionAccount;
import io.github.nexmoconversion.account.ConversionAccounts;
import io.github.nexmoconversion.request.ConversionRequest;
import io.github.nexmoconversion.request.ConversionRequestFactory;
import io.micrometer.observation.Observation;
import reactor.core.publisher.Mono;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.Assert;

/**
 * {@link ReactiveConversionOperations} over HTTP, created by a
 * {@link ReactiveConversionTemplateBuilder}.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public class ReactiveConversionTemplate implements ReactiveConversionOperations {

	private static final RetryPolicy NO_RETRIES = RetryPolicy.withMaxRetries(0);

	private final ConversionAccounts accounts;

	private final ConversionRequestFactory requests;

	private final WebClientConversionExchange exchange;

	private final Duration timeout;

	private final RetryPolicy retryPolicy;

	private final SubmissionFactory submissions;

	private final String account;

	ReactiveConversionTemplate(ConversionAccounts accounts, ConversionRequestFactory requests,
			WebClientConversionExchange exchange, Duration timeout, RetryPolicy retryPolicy,
			SubmissionFactory submissions, String account) {
		this.accounts = accounts;
		this.requests = requests;
		this.exchange = exchange;
		this.timeout = timeout;
		this.retryPolicy = retryPolicy;
		this.submissions = submissions;
		this.account = account;
	}

	@Override
	public ReactiveConversionTemplate forAccount(String account) {
		Assert.notNull(account, "'account' must not be null");
		return new ReactiveConversionTemplate(this.accounts, this.requests, this.exchange, this.timeout,
				this.retryPolicy, this.submissions, new AccountLookup(this.accounts, account).getName());
	}

	@Override
	public Mono<Void> submit(Conversion conversion) {
		return submit(this.account, conversion);
	}

	@Override
	public Mono<Void> submit(String account, Conversion conversion) {
		Assert.notNull(account, "'account' must not be null");
		Assert.notNull(conversion, "'conversion' must not be null");
		// No longer current where the submission starts, if that is on another thread
		Observation caller = this.submissions.getCurrentObservation();
		return Mono.deferContextual((context) -> {
			// Rejects an unknown name before anything is counted: it is a bug rather than
			// a submission, and as a meter tag it would never go away.
			AccountLookup lookup = new AccountLookup(this.accounts, account);
			Submission submission = this.submissions.start(account, conversion, context, caller);
			RetrySchedule schedule = new RetrySchedule(
					SingleAttemptOperations.isSingleAttempt(context) ? NO_RETRIES : this.retryPolicy);
			return submission.endWith(schedule.retry(submission
				.observe(() -> attempt(account, lookup.next(conversion), conversion, schedule.limit(this.timeout)))));
		});
	}

	// An application may map the requested name to an account of another name. Failures
	// name what its caller asked for, as outcomes do.
	private Mono<ApiResponse> attempt(String requested, ConversionAccount account, Conversion conversion,
			Duration limit) {
		return this.exchange.exchange(requestOf(requested, account, conversion), limit)
			.onErrorMap((ex) -> Failures.transport(requested, conversion, ex))
			.handle((response, sink) -> {
				if (ConversionStatus.from(response.statusCode()) == ConversionStatus.ACCEPTED) {
					sink.next(response);
				}
				else {
					sink.error(Failures.response(requested, account, conversion, response));
				}
			});
	}

	private ConversionRequest requestOf(String requested, ConversionAccount account, Conversion conversion) {
		try {
			return this.requests.create(account, conversion);
		}
		catch (RuntimeException ex) {
			throw Failures.requestNotCreated(requested, conversion, ex);
		}
	}

}
