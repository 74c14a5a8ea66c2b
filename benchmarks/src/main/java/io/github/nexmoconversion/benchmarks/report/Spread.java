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

package io.github.nexmoconversion.benchmarks.report;

import java.util.Collection;
import java.util.Locale;

/**
 * The median and the extremes of several runs.
 *
 * @param median the median
 * @param min the least
 * @param max the greatest
 */
public record Spread(double median, double min, double max) {

	public static Spread of(Collection<? extends Number> values) {
		double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
		int middle = sorted.length / 2;
		double median = (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Spread(median, sorted[0], sorted[sorted.length - 1]);
	}

	public Spread times(double factor) {
		return new Spread(this.median * factor, this.min * factor, this.max * factor);
	}

	/**
	 * Format the spread as in "1.23 (1.20–1.30)".
	 * @param decimals the number of decimal places
	 * @return the formatted spread
	 */
	public String format(int decimals) {
		String number = "%." + decimals + "f";
		return String.format(Locale.ROOT, number + " (" + number + "–" + number + ")", this.median, this.min, this.max);
	}

}
