from math import prod
from keras import layers, models
from keras.applications import VGG16

# Step 1 has no code on the slide. The counts are the same with weights='imagenet'.
conv_base = VGG16(weights=None, include_top=False, input_shape=(150, 150, 3))
conv_base.trainable = False

model3 = models.Sequential()
model3.add(conv_base)
model3.add(layers.Flatten())
model3.add(layers.Dense(256, activation='relu'))
model3.add(layers.Dense(1, activation='sigmoid'))

figures = dict(all=model3.count_params(),
               trainable=sum(prod(w.shape) for w in model3.trainable_weights))
