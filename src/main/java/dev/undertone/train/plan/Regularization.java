// SPDX-License-Identifier: Apache-2.0
package dev.undertone.train.plan;

/**
 * What keeps a network from learning its training reviews by heart. All shares lie in [0, 1); 0 switches a method off.
 *
 * @param wordDropout share of tokens shown as unknown during training (Iyyer et al. 2015), which also teaches what to
 *     make of unknown tokens
 * @param embeddingDropout share of embedding columns dropped for a whole review (Gal and Ghahramani 2016)
 * @param dropout share of pooled features dropped (Srivastava et al. 2014)
 * @param labelSmoothing how far targets move from 0 and 1 towards one half (Szegedy et al. 2016)
 * @param adversarial how far each review's embedded tokens are moved, in proportion to their own length, towards where
 *     the loss grows fastest, to be learned once more from there (Miyato et al. 2017); doubles the work of a step
 */
public record Regularization(
        double wordDropout, double embeddingDropout, double dropout, double labelSmoothing, double adversarial) {
    public static final Regularization NONE = new Regularization(0, 0, 0, 0, 0);

    public Regularization {
        for (double share : new double[] {wordDropout, embeddingDropout, dropout, labelSmoothing, adversarial}) {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException("a share of regularization lies from 0 to below 1, not " + share);
            }
        }
    }

    public Regularization withoutAdversarial() {
        return new Regularization(wordDropout, embeddingDropout, dropout, labelSmoothing, 0);
    }
}
