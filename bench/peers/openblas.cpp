//===- openblas.cpp - training and predicting on OpenBLAS -----------------===//
//
// Part of Plexus, under the Apache License v2.0 with LLVM Exceptions.
//
// usage: openblas FOLDER WIDTHS BATCH LOSS ACTIVATION OPTIMIZER RATE
//        openblas build/bench/nets/d 784,128,10 64 cross_entropy relu sgd 0.01
//
// What one writes by hand on cblas_sgemm: the products are OpenBLAS's, the rest
// are plain loops. A peer of bench/suite.py; worker.py says what a peer
// reads, writes and answers.
//
//===----------------------------------------------------------------------===//
#include <cblas.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

using Vector = std::vector<float>;

// As in worker.py.
static constexpr size_t checkedRows = 4;
static constexpr int checkedSteps = 3;

[[noreturn]] static void fail(const std::string &what) {
  std::cout << "failed " << what << std::endl;
  std::exit(1);
}

/// The elements of a NumPy file in f32; its header is skipped.
static Vector readArray(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.size() < 10)
    fail("cannot read " + path);
  size_t begin = 10 + uint8_t(bytes[8]) + 256 * size_t(uint8_t(bytes[9]));
  auto *elements = reinterpret_cast<const float *>(bytes.data() + begin);
  return Vector(elements, elements + (bytes.size() - begin) / sizeof(float));
}

static void writeArray(const std::string &path, const Vector &elements) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char *>(elements.data()),
             std::streamsize(elements.size() * sizeof(float)));
  if (!file.flush())
    fail("cannot write " + path);
}

enum class Activation { None, Relu, Gelu, Tanh };

static Activation activationOf(const std::string &name) {
  if (name != "relu" && name != "gelu" && name != "tanh")
    fail("no activation is called " + name);
  return name == "relu"   ? Activation::Relu
         : name == "gelu" ? Activation::Gelu
                          : Activation::Tanh;
}

/// A layer of the shape weight [out, in] and bias [out]. The spans point into
/// the arrays of the network; sums and outputs have `rows` rows.
struct Layer {
  int in, out;
  Activation activation;
  float *weight, *bias, *weightGradient, *biasGradient;
  Vector sums, outputs, outputGradients;
};

static float normal(float x) { return 0.5f + 0.5f * std::erf(x * 0.70710678f); }

static void activate(Activation activation, const float *z, float *y,
                     size_t n) {
  switch (activation) {
  case Activation::None:
    std::copy_n(z, n, y);
    break;
  case Activation::Relu:
    for (size_t i = 0; i < n; ++i)
      y[i] = std::max(z[i], 0.0f);
    break;
  case Activation::Gelu:
    for (size_t i = 0; i < n; ++i)
      y[i] = z[i] * normal(z[i]);
    break;
  case Activation::Tanh:
    for (size_t i = 0; i < n; ++i)
      y[i] = std::tanh(z[i]);
  }
}

/// Multiplies the gradient of the outputs by the slope of the activation.
static void multiplySlope(Activation activation, const float *z, const float *y,
                          float *gradient, size_t n) {
  switch (activation) {
  case Activation::None:
    break;
  case Activation::Relu:
    for (size_t i = 0; i < n; ++i)
      gradient[i] = y[i] > 0 ? gradient[i] : 0;
    break;
  case Activation::Gelu:
    for (size_t i = 0; i < n; ++i)
      gradient[i] *=
          normal(z[i]) + z[i] * 0.39894228f * std::exp(-0.5f * z[i] * z[i]);
    break;
  case Activation::Tanh:
    for (size_t i = 0; i < n; ++i)
      gradient[i] *= 1 - y[i] * y[i];
  }
}

/// Mean squared error; writes the gradient of z, [rows, columns].
static float squaredError(const Vector &z, const Vector &target,
                          Vector &gradient) {
  float loss = 0, scale = 1.0f / float(z.size());
  for (size_t i = 0; i < z.size(); ++i) {
    float difference = z[i] - target[i];
    loss += difference * difference;
    gradient[i] = 2 * scale * difference;
  }
  return loss * scale;
}

/// Mean cross entropy of logits z, [rows, classes]; writes their gradient.
static float crossEntropy(const Vector &z, const Vector &target,
                          Vector &gradient) {
  size_t rows = target.size(), classes = z.size() / rows;
  float loss = 0, scale = 1.0f / float(rows);
  for (size_t row = 0; row < rows; ++row) {
    const float *logits = &z[row * classes];
    float *slopes = &gradient[row * classes];
    float largest = *std::max_element(logits, logits + classes), sum = 0;
    for (size_t i = 0; i < classes; ++i)
      sum += slopes[i] = std::exp(logits[i] - largest);
    for (size_t i = 0; i < classes; ++i)
      slopes[i] *= scale / sum;
    auto label = size_t(target[row]);
    slopes[label] -= scale;
    loss += largest + std::log(sum) - logits[label];
  }
  return loss * scale;
}

class Network {
public:
  Network(const std::vector<int> &widths, int rows, Activation activation,
          Vector start)
      : parameters(std::move(start)), gradients(parameters.size()),
        first(parameters.size()), second(parameters.size()), rows(rows) {
    float *p = parameters.data(), *g = gradients.data();
    for (size_t i = 0; i + 1 < widths.size(); ++i) {
      int in = widths[i], out = widths[i + 1];
      size_t weights = size_t(in) * size_t(out);
      auto places = size_t(rows) * size_t(out);
      layers.push_back({in, out,
                        i + 2 < widths.size() ? activation : Activation::None,
                        p, p + weights, g, g + weights, Vector(places),
                        Vector(places), Vector(places)});
      p += weights + size_t(out);
      g += weights + size_t(out);
    }
    if (p != parameters.data() + parameters.size())
      fail("the start has another number of parameters");
  }

  const Vector &forward(const float *x) {
    for (Layer &layer : layers) {
      multiply(layer, x);
      activate(layer.activation, layer.sums.data(), layer.outputs.data(),
               layer.sums.size());
      x = layer.outputs.data();
    }
    return layers.back().outputs;
  }

  float backward(const Vector &x, const Vector &target, bool isClasses) {
    Layer &last = layers.back();
    float loss = (isClasses ? crossEntropy : squaredError)(
        last.outputs, target, last.outputGradients);
    for (size_t i = layers.size(); i-- > 0;)
      backward(layers[i], i ? layers[i - 1].outputs.data() : x.data(),
               i ? layers[i - 1].outputGradients.data() : nullptr);
    return loss;
  }

  void descend(float rate) {
    for (size_t i = 0; i < parameters.size(); ++i)
      parameters[i] -= rate * gradients[i];
  }

  void adam(float rate) {
    ++steps;
    float c1 = float(1 / (1 - std::pow(0.9, steps)));
    float c2 = float(1 / (1 - std::pow(0.999, steps)));
    for (size_t i = 0; i < parameters.size(); ++i) {
      float g = gradients[i];
      first[i] = 0.9f * first[i] + 0.1f * g;
      second[i] = 0.999f * second[i] + 0.001f * g * g;
      parameters[i] -=
          rate * first[i] * c1 / (std::sqrt(second[i] * c2) + 1e-8f);
    }
  }

  Vector parameters;

private:
  /// sums = x * weight^T + bias; one row is a product with a vector.
  void multiply(Layer &layer, const float *x) {
    for (size_t row = 0; row < size_t(rows); ++row)
      std::copy_n(layer.bias, layer.out, &layer.sums[row * size_t(layer.out)]);
    if (rows == 1)
      cblas_sgemv(CblasRowMajor, CblasNoTrans, layer.out, layer.in, 1,
                  layer.weight, layer.in, x, 1, 1, layer.sums.data(), 1);
    else
      cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, rows, layer.out,
                  layer.in, 1, x, layer.in, layer.weight, layer.in, 1,
                  layer.sums.data(), layer.out);
  }

  void backward(Layer &layer, const float *x, float *xGradient) {
    float *z = layer.outputGradients.data();
    multiplySlope(layer.activation, layer.sums.data(), layer.outputs.data(), z,
                  layer.sums.size());
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, layer.out, layer.in,
                rows, 1, z, layer.out, x, layer.in, 0, layer.weightGradient,
                layer.in);
    std::fill_n(layer.biasGradient, layer.out, 0.0f);
    for (size_t row = 0; row < size_t(rows); ++row)
      for (size_t i = 0; i < size_t(layer.out); ++i)
        layer.biasGradient[i] += z[row * size_t(layer.out) + i];
    if (xGradient)
      cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, layer.in,
                  layer.out, 1, z, layer.out, layer.weight, layer.in, 0,
                  xGradient, layer.in);
  }

  Vector gradients, first, second;
  std::vector<Layer> layers;
  int rows, steps = 0;
};

/// Answers the request for `seconds` of measurements, each of as many calls as
/// fill a millisecond: the least and the median, in microseconds a call.
template <typename Call> static void measure(double seconds, Call call) {
  using Clock = std::chrono::steady_clock;
  auto microseconds = [&](uint64_t calls) {
    auto start = Clock::now();
    for (uint64_t i = 0; i < calls; ++i)
      call();
    std::chrono::duration<double, std::micro> time = Clock::now() - start;
    return time.count() / double(calls);
  };
  auto end = Clock::now() + std::chrono::duration<double>(seconds);
  microseconds(1);
  auto calls =
      uint64_t(std::clamp(1000 / std::max(microseconds(1), 1e-3), 1.0, 1e6));
  std::vector<double> times;
  while (times.size() < 3 || Clock::now() < end)
    times.push_back(microseconds(calls));
  std::sort(times.begin(), times.end());
  std::cout << times.front() << " " << times[times.size() / 2] << std::endl;
}

static std::vector<int> numbers(const std::string &text) {
  std::vector<int> result;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ',');)
    result.push_back(std::stoi(part));
  return result;
}

int main(int argc, char **argv) {
  if (argc != 8)
    fail("usage: openblas FOLDER WIDTHS BATCH LOSS ACTIVATION OPTIMIZER RATE");
  openblas_set_num_threads(1);
  std::string folder = argv[1];
  std::vector<int> widths = numbers(argv[2]);
  Activation activation = activationOf(argv[5]);
  bool isClasses = argv[4] == std::string("cross_entropy");
  bool isAdam = argv[6] == std::string("adam");
  float rate = std::stof(argv[7]);
  Vector x = readArray(folder + "/x.npy"), y = readArray(folder + "/y.npy");
  Vector start = readArray(folder + "/start.npy");

  Network one(widths, 1, activation, start);
  Vector predictions, training;
  size_t rows = x.size() / size_t(widths[0]);
  for (size_t row = 0; row < std::min(rows, checkedRows); ++row) {
    const Vector &outputs = one.forward(&x[row * size_t(widths[0])]);
    predictions.insert(predictions.end(), outputs.begin(), outputs.end());
  }
  writeArray(folder + "/openblas.predictions", predictions);

  Network network(widths, std::stoi(argv[3]), activation, start);
  auto step = [&](float rate) {
    network.forward(x.data());
    float loss = network.backward(x, y, isClasses);
    isAdam ? network.adam(rate) : network.descend(rate);
    return loss;
  };
  for (int i = 0; i < checkedSteps; ++i)
    training.push_back(step(rate));
  training.insert(training.end(), network.parameters.begin(),
                  network.parameters.end());
  writeArray(folder + "/openblas.training", training);

  std::cout << R"(ready {"version": ")" << openblas_get_config()
            << R"(", "ways": {}})" << std::endl;
  for (std::string task; std::cin >> task;) {
    double seconds;
    std::cin >> seconds;
    if (task == "step")
      measure(seconds, [&] { step(0); });
    else
      measure(seconds, [&] { one.forward(x.data()); });
  }
}
