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

package io.github.nexmoconversion;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Hooks;

import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which package knows which.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.nexmoconversion";

	private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
		.importPackages(ROOT);

	@ParameterizedTest
	@CsvSource({ "root, root", "signature, signature", "account, account signature",
			"request, request account signature root", "outcome, outcome root", "observation, observation root",
			"client, client request account outcome observation root", "metrics, metrics outcome account root",
			"health, health outcome account root", "actuate, actuate outcome account root",
			"test, test signature account root" })
	void packageShouldKnowNoneButThese(String name, String known) {
		String[] packages = Stream.of(known.split(" ")).map(ArchitectureTests::packageOf).toArray(String[]::new);
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage(packageOf(name))
			.should()
			.onlyDependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(packages)
				.or(JavaClass.Predicates.resideOutsideOfPackage(ROOT + "..")))
			.check(CLASSES);
	}

	@Test
	void pageShouldDrawTheseRules() throws Exception {
		String[] rules = ArchitectureTests.class
			.getDeclaredMethod("packageShouldKnowNoneButThese", String.class, String.class)
			.getAnnotation(CsvSource.class)
			.value();
		String page = Files.readString(Path.of("../docs/architecture.md"));
		assertThat(page.substring(page.indexOf("## Packages")).lines().filter((line) -> line.contains("-->")))
			.map(String::strip)
			.containsExactlyInAnyOrderElementsOf(Stream.of(rules).flatMap(ArchitectureTests::arrows).toList());
	}

	private static Stream<String> arrows(String rule) {
		String[] nameAndKnown = rule.split(", ");
		return Stream.of(nameAndKnown[1].split(" "))
			.filter((known) -> !known.equals(nameAndKnown[0]))
			.map((known) -> nameAndKnown[0] + " --> " + known);
	}

	@Test
	void packagesShouldHaveNoCycles() {
		SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void autoConfigurationShouldBeKnownToNobody() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(packageOf("autoconfigure"))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(packageOf("autoconfigure"))
			.check(CLASSES);
	}

	@Test
	void coreShouldKnowTheJdkAlone() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAnyPackage(ROOT, packageOf("signature"), packageOf("account"), packageOf("request"))
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("java..", "javax.crypto..", "org.jspecify.annotations", ROOT + "..")
			.check(CLASSES);
	}

	@Test
	void requestsShouldBeMadeInOneClass() {
		DescribedPredicate<JavaAccess<?>> useOfWebClient = DescribedPredicate.describe("WebClient is built or called",
				(access) -> isUseOfWebClient(access.getTargetOwner(), access.getName()));
		ArchRuleDefinition.noClasses()
			.that()
			.haveSimpleNameNotEndingWith("WebClientConversionExchange")
			.should()
			.accessTargetWhere(useOfWebClient)
			.check(CLASSES);
	}

	@Test
	void noGlobalHookOfReactorShouldBeSwitchedOn() {
		ArchRuleDefinition.noClasses().should().dependOnClassesThat().belongToAnyOf(Hooks.class).check(CLASSES);
	}

	@Test
	void metersShouldStayBehindTheirCondition() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages(packageOf("metrics"), packageOf("autoconfigure.metrics"))
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.micrometer.core..")
			.check(CLASSES);
	}

	// All but the factory method that makes a builder, and its settings
	private static boolean isUseOfWebClient(JavaClass owner, String name) {
		return (owner.isEquivalentTo(WebClient.class) && !name.equals("builder"))
				|| (owner.isEquivalentTo(WebClient.Builder.class) && name.equals("build"));
	}

	private static String packageOf(String name) {
		return name.equals("root") ? ROOT : ROOT + "." + name + "..";
	}

}
