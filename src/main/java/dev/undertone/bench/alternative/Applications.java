// SPDX-License-Identifier: Apache-2.0
package dev.undertone.bench.alternative;

import dev.undertone.config.ScorerConfig;
import dev.undertone.infer.OnnxSentimentModel;
import dev.undertone.model.ModelBundle;
import dev.undertone.score.ReviewScorer;
import dev.undertone.score.ScoreMapper;

/** Puts the applications together. */
final class Applications {
    /**
     * What most who batch by count take. On long reviews 8 and 16 were measured to be no faster, and 64 to be slower.
     */
    static final int USUAL_BATCH_SIZE = 32;

    private Applications() {}

    /**
     * Opens the bundle and what the application scores with; it does not read yet.
     *
     * @param batchSize reviews of a batch where batches are cut by count
     * @throws dev.undertone.model.ModelRefusedException if the bundle cannot be used
     */
    static Application open(Alternative alternative, ScorerConfig config, int batchSize) {
        ModelBundle bundle = ModelBundle.open(config.modelPath());
        ScoreMapper judgement = ScoreMapper.of(bundle.manifest(), config.neutralBand());
        ReviewRecords records = ReviewRecords.of(config, bundle);
        return switch (alternative) {
            case PER_RECORD -> new PerRecord(config, records, inOrder(bundle, judgement, 1));
            case COUNT_BATCHES -> {
                BatchScorer scorer = inOrder(bundle, judgement, batchSize);
                yield new ConsumerLoops(config, records, () -> scorer);
            }
            case PARALLEL_CONSUMER -> new ConfluentParallel(config, records, inOrder(bundle, judgement, batchSize));
            case CONSUMER_LOOP -> {
                BatchScorer scorer = inOrder(bundle, judgement, Integer.MAX_VALUE);
                yield new ConsumerLoops(config, records, () -> scorer);
            }
            case BARE_LOOP -> {
                BatchScorer scorer = ReviewScorer.open(bundle, config.neutralBand())::score;
                yield new ConsumerLoops(config, records, () -> scorer);
            }
            case DJL -> {
                DjlModel model = DjlModel.load(bundle.graph());
                yield new ConsumerLoops(
                        config, records, () -> new InOrderScorer(model.predictor(), judgement, batchSize));
            }
        };
    }

    private static BatchScorer inOrder(ModelBundle bundle, ScoreMapper judgement, int batchSize) {
        return new InOrderScorer(OnnxSentimentModel.open(bundle)::logits, judgement, batchSize);
    }
}
