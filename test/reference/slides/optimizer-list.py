from keras import Variable, optimizers

# The slide gives all of them the name opt; each has its own here.
# Its **kwargs stand for nothing, and its lr= is learning_rate=.
calls = dict(
    Adam=optimizers.Adam(
        learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07, amsgrad=False, name='Adam'),
    Adadelta=optimizers.Adadelta(learning_rate=0.001, rho=0.95, epsilon=1e-07, name='Adadelta'),
    Adagrad=optimizers.Adagrad(
        learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-07, name='Adagrad'),
    Adamax=optimizers.Adamax(
        learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07, name='Adamax'),
    Nadam=optimizers.Nadam(
        learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07, name='Nadam'),
    Ftrl=optimizers.Ftrl(
        learning_rate=0.001, learning_rate_power=-0.5, initial_accumulator_value=0.1,
        l1_regularization_strength=0.0, l2_regularization_strength=0.0, name='Ftrl',
        l2_shrinkage_regularization_strength=0.0, beta=0.0),
    RMSprop=optimizers.RMSprop(
        learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-07, centered=False, name='RMSprop'),
    SGD=optimizers.SGD(learning_rate=0.01, momentum=0.0, nesterov=False, name='SGD'),
)

figures = {}
for name, opt in calls.items():
    w = Variable([2.0, -1.5], dtype='float64')
    for step in range(100):
        opt.apply([[w[0], 25 * w[1]]], [w])  # the gradient of (x² + 25 y²) / 2
    figures[name] = w
