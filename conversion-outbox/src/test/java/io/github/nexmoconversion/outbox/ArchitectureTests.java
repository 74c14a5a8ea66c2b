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

package io.github.nexmoconversion.outbox;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests which package of the outbox knows which.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.nexmoconversion";

	private static final String OUTBOX = ROOT + ".outbox";

	private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
		.importPackages(OUTBOX);

	@ParameterizedTest
	@ValueSource(strings = { "", ".jdbc", ".metrics", ".actuate" })
	void packageShouldKnowTheCoreAndTheContractAlone(String name) {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(OUTBOX + name)
			.should()
			.onlyDependOnClassesThat(
					JavaClass.Predicates.resideInAnyPackage(ROOT, ROOT + ".account", OUTBOX, OUTBOX + name)
						.or(JavaClass.Predicates.resideOutsideOfPackage(ROOT + "..")))
			.check(CLASSES);
	}

	@Test
	void packagesShouldHaveNoCycles() {
		SlicesRuleDefinition.slices().matching(OUTBOX + ".(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void filesShouldHaveNoCycles() {
		SlicesRuleDefinition.slices().assignedFrom(new Files()).should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void dbSchedulerShouldBeKnownToOnePackage() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(OUTBOX + ".jdbc")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("com.github.kagkarlsson..")
			.check(CLASSES);
	}

	@Test
	void metersShouldStayBehindTheirCondition() {
		ArchRuleDefinition.noClasses()
			.that()
			.haveSimpleNameNotEndingWith("Metrics")
			.and()
			.haveSimpleNameNotEndingWith("MetricsConfiguration")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer.core..")
			.check(CLASSES);
	}

	/**
	 * A slice for each source file: a class with those nested in it.
	 */
	private static final class Files implements SliceAssignment {

		@Override
		public SliceIdentifier getIdentifierOf(JavaClass type) {
			JavaClass outermost = type;
			while (outermost.getEnclosingClass().isPresent()) {
				outermost = outermost.getEnclosingClass().get();
			}
			return SliceIdentifier.of(outermost.getName());
		}

		@Override
		public String getDescription() {
			return "source files";
		}

	}

}
