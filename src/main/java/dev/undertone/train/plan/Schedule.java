// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

/** How the learning rate changes over a run, as a factor on its largest value. */
public enum Schedule {
    CONSTANT {
        @Override
        public double factor(long step, long steps) {
            return 1;
        }
    },
    /** Up over the first twentieth of the run, then down to nothing, both in straight lines. */
    LINEAR_DECAY {
        @Override
        public double factor(long step, long steps) {
            double warmUp = Math.max(1, steps * 0.05);
            return Math.min((step + 1) / warmUp, (steps - step) / Math.max(1, steps - warmUp));
        }
    },
    /** Up over the first quarter of the run, then down to nothing, both as half a cosine (Smith and Topin 2019). */
    ONE_CYCLE {
        @Override
        public double factor(long step, long steps) {
            double peak = Math.max(1, steps * 0.25);
            return step < peak
                    ? 0.04 + 0.96 * (1 - Math.cos(Math.PI * step / peak)) / 2
                    : (1 + Math.cos(Math.PI * (step - peak) / (steps - peak))) / 2;
        }
    };

    /** The factor of step {@code step}, counted from 0, of {@code steps}. */
    public abstract double factor(long step, long steps);
}
