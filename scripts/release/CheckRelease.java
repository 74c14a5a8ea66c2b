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

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * Checks what the profile "release" has built in a checkout: poms that stand alone, a BOM
 * that forgets no module, jars with licence and module name, and no package in two jars.
 */
public class CheckRelease {

	private final List<String> problems = new ArrayList<>();

	public static void main(String[] args) throws Exception {
		CheckRelease check = new CheckRelease();
		check.run(Path.of(args[0]));
		check.problems.forEach(System.err::println);
		System.exit(check.problems.isEmpty() ? 0 : 1);
	}

	private void run(Path checkout) throws Exception {
		List<String> modules = published(checkout);
		List<Path> jars = new ArrayList<>();
		for (String module : modules) {
			Path target = checkout.resolve(module).resolve("target");
			Document pom = parse(target.resolve("flattened-pom.xml"));
			checkPom(module, pom, parse(checkout.resolve(module).resolve("pom.xml")));
			if (texts(pom, "/project/packaging").contains("pom")) {
				checkBom(module, pom, modules);
			}
			else {
				expect(texts(pom, "/project/dependencyManagement").isEmpty(), module + " has <dependencyManagement>");
				String name = target.resolve(module + "-" + texts(pom, "/project/version").get(0)).toString();
				jars.add(Path.of(name + ".jar"));
				checkJar(name);
			}
			expect(Files.exists(target.resolve("bom.json")), module + " has no bill of materials");
		}
		checkModules(jars);
		System.out.println("Checked " + modules.size() + " modules: " + String.join(", ", modules));
	}

	private static List<String> published(Path checkout) throws IOException {
		List<String> published = new ArrayList<>();
		try (DirectoryStream<Path> poms = Files.newDirectoryStream(checkout, (path) -> isPublished(path))) {
			poms.forEach((path) -> published.add(path.getFileName().toString()));
		}
		Collections.sort(published);
		return published;
	}

	private static boolean isPublished(Path directory) throws IOException {
		Path pom = directory.resolve("pom.xml");
		return Files.exists(pom) && Files.readString(pom).contains("<internal>false</internal>");
	}

	private void checkPom(String module, Document pom, Document source) throws XPathExpressionException {
		for (String wanted : List.of("name", "description", "url", "licenses/license/url", "developers/developer/name",
				"scm/connection", "scm/developerConnection", "scm/url")) {
			expect(!texts(pom, "/project/" + wanted).isEmpty(), module + " lacks <" + wanted + ">");
		}
		for (String unwanted : List.of("parent", "properties", "build", "profiles", "repositories",
				"dependencies/dependency[scope='test']", "dependencies/dependency[not(version)]",
				"dependencies/dependency[contains(version, '$')]")) {
			expect(texts(pom, "/project/" + unwanted).isEmpty(), module + " has <" + unwanted + ">");
		}
		String optional = "/project/dependencies/dependency[optional='true']/artifactId";
		expect(texts(pom, optional).equals(texts(source, optional)), module + " has other optional dependencies");
	}

	private void checkBom(String module, Document pom, List<String> modules) throws XPathExpressionException {
		String managed = "/project/dependencyManagement/dependencies/dependency";
		Set<String> others = modules.stream().filter((other) -> !other.equals(module)).collect(Collectors.toSet());
		expect(others.equals(Set.copyOf(texts(pom, managed + "/artifactId"))),
				module + " manages " + texts(pom, managed + "/artifactId") + ", but there are " + others);
		expect(Set.copyOf(texts(pom, managed + "/version")).equals(Set.copyOf(texts(pom, "/project/version"))),
				module + " manages other versions than its own");
	}

	private void checkJar(String name) throws IOException {
		for (String classifier : List.of("", "-sources", "-javadoc")) {
			expect(Files.exists(Path.of(name + classifier + ".jar")), name + classifier + ".jar is missing");
		}
		try (JarFile jar = new JarFile(name + ".jar")) {
			expect(jar.getEntry("META-INF/LICENSE") != null, name + ".jar has no licence");
			Attributes manifest = jar.getManifest().getMainAttributes();
			for (String wanted : List.of("Automatic-Module-Name", "Implementation-Title", "Implementation-Version")) {
				expect(manifest.getValue(wanted) != null, name + ".jar has no " + wanted);
			}
		}
	}

	/**
	 * Resolves all together, which the JDK refuses if two of them have a package in common.
	 */
	private void checkModules(List<Path> jars) {
		ModuleFinder finder = ModuleFinder.of(jars.toArray(Path[]::new));
		List<String> names = finder.findAll().stream().map((module) -> module.descriptor().name()).toList();
		expect(names.size() == jars.size(), "The jars share a module name: " + names);
		try {
			ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), names);
		}
		catch (ResolutionException ex) {
			expect(false, ex.getMessage());
		}
	}

	private void expect(boolean condition, String problem) {
		if (!condition) {
			this.problems.add(problem);
		}
	}

	private static Document parse(Path path) throws Exception {
		return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(path.toFile());
	}

	private static List<String> texts(Document document, String path) throws XPathExpressionException {
		NodeList nodes = (NodeList) XPathFactory.newDefaultInstance()
			.newXPath()
			.evaluate(path, document, XPathConstants.NODESET);
		return IntStream.range(0, nodes.getLength()).mapToObj((index) -> nodes.item(index).getTextContent()).toList();
	}

}
