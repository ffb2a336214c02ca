from keras import Variable, optimizers

opt = optimizers.Adagrad(
    learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-07, name='Adagrad')

w = Variable([2.0, -1.5], dtype='float64')
for step in range(100):
    opt.apply([[w[0], 25 * w[1]]], [w])  # the gradient of (x² + 25 y²) / 2
figures = dict(w=w)
