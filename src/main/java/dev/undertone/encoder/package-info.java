/**
 * A pretrained sentence encoder and the vectors it makes of texts, for the trainer alone.
 *
 * <p>Start at {@link dev.undertone.encoder.TextVectors}. Depends on {@code infer}.
 */
package dev.undertone.encoder;
