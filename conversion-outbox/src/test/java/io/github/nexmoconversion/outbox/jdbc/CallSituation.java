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

package io.github.nexmoconversion.outbox.jdbc;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.github.nexmoconversion.outbox.jdbc.CallEnvironment.AfterCommit;
import io.github.nexmoconversion.outbox.jdbc.CallEnvironment.AfterCompletion;
import io.github.nexmoconversion.outbox.jdbc.CallEnvironment.AfterRollback;
import io.github.nexmoconversion.outbox.jdbc.CallEnvironment.BeforeCommit;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where in an application the outbox is called, and whether what the call says happens.
 */
enum CallSituation {

	NO_TRANSACTION(true, (environment, call) -> call.run()),

	JOINED(true, (environment, call) -> environment.required().executeWithoutResult((status) -> call.run())),

	ROLLED_BACK(false, (environment, call) -> environment.required().executeWithoutResult((status) -> {
		call.run();
		status.setRollbackOnly();
	})),

	NESTED(true,
			(environment, call) -> environment.required()
				.executeWithoutResult((status) -> environment.nested().executeWithoutResult((nested) -> call.run()))),

	NESTED_ROLLED_BACK(false, (environment, call) -> environment.required()
		.executeWithoutResult((status) -> environment.nested().executeWithoutResult((nested) -> {
			call.run();
			nested.setRollbackOnly();
		}))),

	BEFORE_NESTED_THAT_IS_ROLLED_BACK(true,
			(environment, call) -> environment.required().executeWithoutResult((status) -> {
				call.run();
				environment.nested().executeWithoutResult(TransactionStatus::setRollbackOnly);
			})),

	AFTER_SAVEPOINT_THAT_IS_ROLLED_BACK(false,
			(environment, call) -> environment.required().executeWithoutResult((status) -> {
				Object savepoint = status.createSavepoint();
				call.run();
				status.rollbackToSavepoint(savepoint);
			})),

	REQUIRES_NEW(true, (environment, call) -> environment.required().executeWithoutResult((status) -> {
		environment.requiresNew().executeWithoutResult((inner) -> call.run());
		status.setRollbackOnly();
	})),

	REQUIRES_NEW_ROLLED_BACK(false, (environment, call) -> environment.required()
		.executeWithoutResult((status) -> environment.requiresNew().executeWithoutResult((inner) -> {
			call.run();
			inner.setRollbackOnly();
		}))),

	AFTER_REQUIRES_NEW(false, (environment, call) -> environment.required().executeWithoutResult((status) -> {
		environment.requiresNew().executeWithoutResult((inner) -> {
		});
		call.run();
		status.setRollbackOnly();
	})),

	NOT_SUPPORTED(true, (environment, call) -> environment.required().executeWithoutResult((status) -> {
		environment.template(TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
			.executeWithoutResult((suspended) -> call.run());
		status.setRollbackOnly();
	})),

	SUPPORTS(true,
			(environment, call) -> environment.template(TransactionDefinition.PROPAGATION_SUPPORTS)
				.executeWithoutResult((status) -> call.run())),

	READ_ONLY(true, (environment, call) -> environment.readOnly().executeWithoutResult((status) -> call.run())),

	READ_ONLY_ROLLED_BACK(false, (environment, call) -> environment.readOnly().executeWithoutResult((status) -> {
		call.run();
		status.setRollbackOnly();
	})),

	LISTENER_BEFORE_COMMIT(true, (environment, call) -> environment.publish(new BeforeCommit(call), false)),

	LISTENER_BEFORE_COMMIT_THAT_FAILS(false, (environment, call) -> environment.publish(new BeforeCommit(() -> {
		call.run();
		throw new IllegalStateException("listener");
	}), false)),

	LISTENER_AFTER_COMMIT(true, (environment, call) -> environment.publish(new AfterCommit(call), false)),

	LISTENER_AFTER_COMMIT_IN_A_NEW_TRANSACTION(true, (environment, call) -> environment
		.publish(new AfterCommit(() -> environment.requiresNew().executeWithoutResult((status) -> call.run())), false)),

	LISTENER_AFTER_COMMIT_AFTER_A_NEW_TRANSACTION(true,
			(environment, call) -> environment.publish(new AfterCommit(() -> {
				environment.requiresNew().executeWithoutResult((status) -> {
				});
				call.run();
			}), false)),

	LISTENER_AFTER_COMMIT_AFTER_A_CALL(true, (environment, call) -> environment.publish(new AfterCommit(call), true)),

	SERVICE_IN_LISTENER_AFTER_COMMIT(true,
			(environment, call) -> environment.publish(
					new AfterCommit(() -> environment.required().executeWithoutResult((status) -> call.run())), false)),

	SERVICE_IN_LISTENER_AFTER_ROLLBACK(true,
			(environment,
					call) -> environment.publish(new AfterRollback(
							() -> environment.required().executeWithoutResult((status) -> call.run())), false)),

	SUPPORTING_SERVICE_IN_LISTENER_AFTER_COMMIT(true,
			(environment, call) -> environment
				.publish(new AfterCommit(() -> environment.template(TransactionDefinition.PROPAGATION_SUPPORTS)
					.executeWithoutResult((status) -> call.run())), false)),

	SERVICE_IN_LISTENER_AFTER_COMMIT_AFTER_A_CALL(true,
			(environment, call) -> environment.publish(
					new AfterCommit(() -> environment.required().executeWithoutResult((status) -> call.run())), true)),

	LISTENER_AFTER_ROLLBACK(true, (environment, call) -> environment.publish(new AfterRollback(call), false)),

	LISTENER_AFTER_COMPLETION(true, (environment, call) -> environment.publish(new AfterCompletion(call), false)),

	BEFORE_COMMIT(true, (environment, call) -> environment.synchronize(new TransactionSynchronization() {

		@Override
		public void beforeCommit(boolean readOnly) {
			call.run();
		}

	})),

	BEFORE_COMMIT_OF_ANOTHER_THAT_FAILS(false,
			(environment, call) -> environment.synchronize(new TransactionSynchronization() {

				@Override
				public void beforeCommit(boolean readOnly) {
					call.run();
					TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
					});
					throw new IllegalStateException("before commit");
				}

			})),

	BEFORE_COMPLETION(true, (environment, call) -> environment.synchronize(new TransactionSynchronization() {

		@Override
		public void beforeCompletion() {
			call.run();
		}

	})),

	BEFORE_COMPLETION_OF_A_ROLLBACK(false,
			(environment, call) -> environment.required().executeWithoutResult((status) -> {
				TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

					@Override
					public void beforeCompletion() {
						call.run();
					}

				});
				status.setRollbackOnly();
			})),

	AFTER_COMMIT(true, (environment, call) -> environment.synchronize(new TransactionSynchronization() {

		@Override
		public void afterCommit() {
			call.run();
		}

	})),

	AFTER_COMMIT_AFTER_A_CALL_AND_BEFORE_ONE_THAT_FAILS(true,
			(environment, call) -> environment.synchronize(new TransactionSynchronization() {

				@Override
				public void beforeCommit(boolean readOnly) {
					environment.callBefore().run();
				}

				@Override
				public void afterCommit() {
					call.run();
					throw new IllegalStateException("after commit");
				}

			})),

	BEFORE_AFTER_COMMIT_THAT_FAILS(true,
			(environment, call) -> environment.synchronize(new TransactionSynchronization() {

				@Override
				public void beforeCommit(boolean readOnly) {
					call.run();
				}

				@Override
				public void afterCommit() {
					throw new IllegalStateException("after commit");
				}

			})),

	AFTER_COMPLETION(true, (environment, call) -> environment.synchronize(new TransactionSynchronization() {

		@Override
		public void afterCompletion(int status) {
			call.run();
		}

	})),

	AFTER_ROLLBACK(true, (environment, call) -> environment.required().executeWithoutResult((status) -> {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCompletion(int completion) {
				call.run();
			}

		});
		status.setRollbackOnly();
	})),

	ASYNC(true, (environment, call) -> environment.required().executeWithoutResult((status) -> {
		CompletableFuture.runAsync(call).join();
		status.setRollbackOnly();
	})),

	BY_HAND(true, (environment, call) -> {
		TransactionStatus status = environment.transactionManager().getTransaction(null);
		call.run();
		environment.transactionManager().commit(status);
	}),

	OTHER_MANAGER(true, (environment, call) -> environment.other().executeWithoutResult((status) -> {
		call.run();
		status.setRollbackOnly();
	})),

	WITHIN_OTHER_MANAGER(false, (environment, call) -> environment.other()
		.executeWithoutResult((status) -> environment.required().executeWithoutResult((inner) -> {
			call.run();
			inner.setRollbackOnly();
		}))),

	AROUND_OTHER_MANAGER(true, (environment, call) -> environment.required()
		.executeWithoutResult((status) -> environment.other().executeWithoutResult((inner) -> {
			call.run();
			inner.setRollbackOnly();
		}))),

	AROUND_OTHER_MANAGER_ROLLED_BACK(false,
			(environment, call) -> environment.required().executeWithoutResult((status) -> {
				environment.other().executeWithoutResult((inner) -> call.run());
				status.setRollbackOnly();
			}));

	private final boolean reported;

	private final BiConsumer<CallEnvironment, Runnable> caller;

	CallSituation(boolean reported, BiConsumer<CallEnvironment, Runnable> caller) {
		this.reported = reported;
		this.caller = caller;
	}

	boolean isReported() {
		return this.reported;
	}

	/**
	 * Return whether the application itself holds two connections at once.
	 * @return whether it cannot work with a pool of one
	 */
	boolean needsTwoConnections() {
		return name().contains("NEW");
	}

	/**
	 * Return whether the outbox must follow the transaction manager.
	 * @return whether it cannot know better without
	 */
	boolean needsFollowing() {
		return name().startsWith("AROUND_OTHER_MANAGER") || this == BEFORE_COMMIT_OF_ANOTHER_THAT_FAILS;
	}

	/**
	 * Return whether the application needs savepoints.
	 * @return whether it cannot work with JPA, which has none
	 */
	boolean needsSavepoints() {
		return name().contains("NESTED") || name().contains("SAVEPOINT");
	}

	/**
	 * Call the outbox. Exceptions of others than the outbox are those of the application.
	 * @param environment the application
	 * @param call the call
	 */
	void run(CallEnvironment environment, Runnable call) {
		try {
			this.caller.accept(environment, call);
		}
		catch (IllegalStateException ex) {
			if (ex.getCause() != null) {
				throw ex;
			}
		}
	}

}
