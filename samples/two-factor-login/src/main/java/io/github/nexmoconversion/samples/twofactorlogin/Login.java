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

package io.github.nexmoconversion.samples.twofactorlogin;

/**
 * A login in progress.
 *
 * @param id the id of the login
 * @param phone the phone number that the code was sent to
 * @param code the code
 * @param messageId the id of the message that carried the code
 * @param attemptsLeft the number of remaining attempts to enter the code
 */
record Login(String id, String phone, String code, String messageId, int attemptsLeft) {

}
