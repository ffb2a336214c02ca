from keras import Variable, optimizers

opt = optimizers.Adam(
    learning_rate=0.001,  # the slide has lr=, which Keras takes no more
    beta_1=0.9, beta_2=0.999, epsilon=1e-07, amsgrad=False, name='Adam')

w = Variable([2.0, -1.5], dtype='float64')
for step in range(100):
    opt.apply([[w[0], 25 * w[1]]], [w])  # the gradient of (x² + 25 y²) / 2
figures = dict(w=w)
