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

package io.github.nexmoconversion.samples.reactiveaccounts;

import java.net.URI;

import io.github.nexmoconversion.Conversion;
import io.github.nexmoconversion.ConversionChannel;
import io.github.nexmoconversion.ConversionOperations;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Redirects users who follow a link in a message of the marketing account to the shop.
 * The redirect does not wait for the report, whose outcome is counted and logged.
 */
@RestController
class LinkController {

	private static final URI SHOP = URI.create("/shop");

	private final ConversionOperations conversions;

	LinkController(@Qualifier("marketingConversions") ConversionOperations conversions) {
		this.conversions = conversions;
	}

	@GetMapping("/links/{messageId}")
	ResponseEntity<Void> follow(@PathVariable String messageId) {
		this.conversions.submitAsync(Conversion.delivered(ConversionChannel.SMS, messageId));
		return ResponseEntity.status(HttpStatus.FOUND).location(SHOP).build();
	}

	@GetMapping("/shop")
	String shop() {
		return "Welcome to the shop\n";
	}

}
