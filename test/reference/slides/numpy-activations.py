from keras import Input, Sequential
from keras.layers import Activation
import numpy as np

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def tanh(x):
    return np.tanh(x)

def relu(x):
    return np.maximum(0, x)

def leakyrelu(x, slope):
    return np.maximum(x * slope, x)  # right for slopes up to 1 only

def softplus(x):
    return np.log(1 + np.exp(x))

model = Sequential([Input((5,))])
model.add(Activation('elu'))  # of the next slide

x = np.array([-2.0, -0.5, 0.0, 1.0, 3.0])
figures = dict(sigmoid=sigmoid(x), tanh=tanh(x), relu=relu(x), leakyRelu=leakyrelu(x, 0.01),
               softplus=softplus(x), elu=model(x[None])[0])
