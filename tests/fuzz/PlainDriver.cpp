// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz target without libFuzzer: every seed of a folder as it is, then variations of them, the same in every run.
#include "tests/fuzz/Fuzz.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

namespace {

using Bytes = std::vector<std::uint8_t>;

// What was being run when a target aborted: written out, to be kept as a seed once it is mended.
Bytes current;

void keepAndEnd(int)
{
    if (std::FILE *file = std::fopen("fuzz-crash", "wb")) {
        std::fwrite(current.data(), 1, current.size(), file);
        std::fclose(file);
    }
    std::fputs("the input is in the file fuzz-crash\n", stderr);
    std::signal(SIGABRT, SIG_DFL);
    std::abort();
}

std::vector<Bytes> seedsOf(const std::filesystem::path &folder)
{
    std::vector<std::filesystem::path> paths;
    for (const auto &entry : std::filesystem::directory_iterator(folder))
        paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<Bytes> seeds;
    for (const auto &path : paths) {
        std::ifstream file(path, std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return seeds;
}

class Mutator {
public:
    explicit Mutator(const std::vector<Bytes> &seeds) : m_seeds(seeds) {}

    Bytes next()
    {
        Bytes input = m_seeds[below(m_seeds.size())];
        for (auto count = 1 + below(5); count > 0; --count)
            change(input);
        return input;
    }

private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : m_random() % limit; }

    void change(Bytes &input)
    {
        static constexpr char kBytes[] = "\r\n\0\"\\(){}[]*+-:;,<>=&?%!'@.~ 0123456789\xFF\x80";
        constexpr std::string_view kTelling(kBytes, sizeof kBytes - 1);
        const std::size_t at = below(input.size() + 1);
        const std::size_t length = std::min(1 + below(20), input.size() - at);
        const auto begin = input.begin() + static_cast<std::ptrdiff_t>(at);
        switch (below(6)) {
        case 0:     // a byte becomes another
            if (at < input.size())
                input[at] = static_cast<std::uint8_t>(m_random());
            break;
        case 1: input.insert(begin, static_cast<std::uint8_t>(kTelling[below(kTelling.size())])); break;
        case 2: input.erase(begin, begin + static_cast<std::ptrdiff_t>(length)); break;
        case 3: {   // a piece comes twice
            const Bytes piece(begin, begin + static_cast<std::ptrdiff_t>(length));
            input.insert(input.begin() + static_cast<std::ptrdiff_t>(below(input.size() + 1)), piece.begin(), piece.end());
            break;
        }
        case 4: {   // a piece of another seed
            const Bytes &other = m_seeds[below(m_seeds.size())];
            const std::size_t from = below(other.size());
            const auto piece = other.begin() + static_cast<std::ptrdiff_t>(from);
            input.insert(begin, piece, piece + static_cast<std::ptrdiff_t>(std::min(below(60), other.size() - from)));
            break;
        }
        default: input.resize(at); break;
        }
    }

    const std::vector<Bytes> &m_seeds;
    std::mt19937 m_random{1};   // the same in every run
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const std::string_view count(argv[2]);
    int runs = 0;
    std::from_chars(count.data(), count.data() + count.size(), runs);
    const std::vector<Bytes> seeds = seedsOf(argv[1]);
    if (seeds.empty() || runs <= 0)
        return 2;
    std::signal(SIGABRT, keepAndEnd);
    const auto run = [](const Bytes &input) {
        current = input;
        LLVMFuzzerTestOneInput(current.data(), current.size());
    };
    for (const Bytes &seed : seeds)
        run(seed);
    Mutator mutator(seeds);
    for (int i = 0; i < runs; ++i)
        run(mutator.next());
    std::printf("%zu seeds, %d variations\n", seeds.size(), runs);
    return 0;
}
