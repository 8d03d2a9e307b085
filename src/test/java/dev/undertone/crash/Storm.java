// SPDX-License-Identifier: Apache-2.0
package dev.undertone.crash;

import dev.undertone.testing.BrokerProcess;
import dev.undertone.testing.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Lets the disturbances of a scenario happen, one after the other, at random moments of the publishing. */
final class Storm {
    /** Beyond the session time-out, so that the group and the transactions move on without who is frozen. */
    private static final Duration LONG_FREEZE = Duration.ofMillis(6500);

    private final Scenario scenario;
    private final BrokerProcess broker;
    private final Fleet fleet;
    private final Publisher publisher;
    private final Random random;
    private int kills;
    private int visits;
    private int restarts;
    private int freezes;
    private int brokerRestarts;
    private int brokerFreezes;

    Storm(Scenario scenario, BrokerProcess broker, Fleet fleet, Publisher publisher, Random random) {
        this.scenario = scenario;
        this.broker = broker;
        this.fleet = fleet;
        this.publisher = publisher;
        this.random = random;
    }

    /** Returns once all has happened and all reviews are published. */
    Damage rage() {
        List<Disturbance> order = order();
        for (int i = 0; i < order.size(); i++) {
            double share = (i + random.nextDouble()) / order.size();
            awaitPublished((int) (share * scenario.reviews()));
            pause(0, 1500);
            fleet.heal();
            happen(order.get(i));
        }
        awaitPublished(scenario.reviews());
        fleet.heal();
        return new Damage(kills, visits, restarts, freezes, brokerRestarts, brokerFreezes);
    }

    private List<Disturbance> order() {
        List<Disturbance> order = new ArrayList<>();
        for (Disturbance disturbance : Disturbance.values()) {
            order.addAll(Collections.nCopies(scenario.disturbances().getOrDefault(disturbance, 0), disturbance));
        }
        Collections.shuffle(order, random);
        return order;
    }

    private void happen(Disturbance disturbance) {
        switch (disturbance) {
            case KILL -> kill(random.nextInt(4) == 0 ? fleet.size() : 1);
            case VISIT -> visit(random.nextInt(4) == 0 ? 2 : 1);
            case RESTART -> {
                fleet.leave(fleet.any());
                fleet.add();
                restarts++;
            }
            case FREEZE -> {
                Child scorer = fleet.any();
                scorer.freeze();
                Moments.rest(LONG_FREEZE);
                scorer.thaw();
                freezes++;
            }
            case BROKER_RESTART -> restartBroker();
            case BROKER_FREEZE -> {
                broker.freeze();
                Moments.rest(LONG_FREEZE);
                broker.thaw();
                brokerFreezes++;
            }
        }
    }

    private void kill(int count) {
        for (int i = 0; i < count; i++) {
            fleet.kill(fleet.any());
            kills++;
        }
        pause(0, 1000);
        for (int i = 0; i < count; i++) {
            fleet.add();
        }
    }

    private void visit(int count) {
        List<Child> visitors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            visitors.add(fleet.add());
        }
        visitors.replaceAll(fleet::awaitReady);
        pause(0, 2000);
        visitors.forEach(fleet::leave);
        visits += count;
    }

    private void restartBroker() {
        if (random.nextBoolean()) {
            broker.stop();
        } else {
            broker.kill();
        }
        boolean scorerDiesToo = random.nextBoolean();
        pause(0, 2000);
        if (scorerDiesToo) {
            fleet.kill(fleet.any());
            kills++;
        }
        broker.start();
        if (scorerDiesToo) {
            fleet.add();
        }
        brokerRestarts++;
    }

    private void awaitPublished(int number) {
        while (publisher.published() < number) {
            Moments.rest(Duration.ofMillis(20));
        }
    }

    private void pause(int fromMillis, int toMillis) {
        Moments.rest(Duration.ofMillis(random.nextInt(fromMillis, toMillis)));
    }
}
