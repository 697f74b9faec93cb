// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ContentCodec.h"

#include <memory>
#include <string_view>

#include <zstd.h>

namespace tern::store {

namespace {

constexpr qsizetype kLargestSegment = 8 << 20;
constexpr std::size_t kMostSegments = 1000;
constexpr std::size_t kMostBoundaries = 100;
constexpr int kLevel = 3;
constexpr int kFastLevel = 1;

/// Every value of a `boundary=` parameter in the text, quoted or not. A false one costs a cut, nothing else.
std::vector<std::string_view> findBoundaries(std::string_view text)
{
    std::vector<std::string_view> boundaries;
    constexpr std::string_view kName = "boundary=";
    auto isLetter = [](char wanted, char given) { return given == wanted || (wanted != '=' && given == wanted - 'a' + 'A'); };
    for (std::size_t at = text.find('='); at != std::string_view::npos && boundaries.size() < kMostBoundaries; at = text.find('=', at + 1)) {
        if (at + 1 < kName.size())
            continue;
        const std::string_view name = text.substr(at + 1 - kName.size(), kName.size());
        bool same = true;
        for (std::size_t letter = 0; letter < kName.size(); ++letter)
            same = same && isLetter(kName[letter], name[letter]);
        if (!same)
            continue;
        std::string_view value = text.substr(at + 1, 76);
        if (!value.empty() && value.front() == '"')
            value = value.substr(1, value.find('"', 1) - 1);
        else
            value = value.substr(0, value.find_first_of("; \t\r\n"));
        value = value.substr(0, value.find_first_of("\r\n"));
        if (!value.empty())
            boundaries.push_back(value);
    }
    return boundaries;
}

} // namespace

std::vector<QByteArrayView> splitByParts(QByteArrayView raw)
{
    const std::string_view text(raw.data(), static_cast<std::size_t>(raw.size()));
    const std::vector<std::string_view> boundaries = findBoundaries(text);
    std::vector<QByteArrayView> segments;
    qsizetype begin = 0;
    auto cutAt = [&](qsizetype end) {
        while (end - begin > kLargestSegment) {
            segments.push_back(raw.sliced(begin, kLargestSegment));
            begin += kLargestSegment;
        }
        if (end > begin)
            segments.push_back(raw.sliced(begin, end - begin));
        begin = end;
    };
    if (!boundaries.empty()) {
        for (std::size_t line = text.find("\n--"); line != std::string_view::npos && segments.size() < kMostSegments; line = text.find("\n--", line + 1)) {
            const std::string_view rest = text.substr(line + 3, 72);
            for (const std::string_view boundary : boundaries) {
                if (!rest.starts_with(boundary))
                    continue;
                // The delimiter line is a piece with the part's headers behind it.
                cutAt(static_cast<qsizetype>(line) + 1);
                break;
            }
        }
    }
    cutAt(raw.size());
    return segments;
}

QByteArray packSegment(QByteArrayView raw, Pack pack)
{
    // Making its tables anew costs more than packing a small message.
    thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, pack == Pack::Fast ? kFastLevel : kLevel);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    QByteArray packed(static_cast<qsizetype>(ZSTD_compressBound(static_cast<std::size_t>(raw.size()))), Qt::Uninitialized);
    const std::size_t size = ZSTD_compress2(context.get(), packed.data(), static_cast<std::size_t>(packed.size()), raw.data(),
                                            static_cast<std::size_t>(raw.size()));
    packed.resize(ZSTD_isError(size) ? 0 : static_cast<qsizetype>(size));
    packed.squeeze();
    return packed;
}

bool unpackSegment(const QByteArray &packed, std::int64_t rawSize, QByteArray &to)
{
    if (rawSize < 0 || rawSize > kLargestSegment)
        return false;
    const qsizetype before = to.size();
    to.resize(before + rawSize);
    const std::size_t size = ZSTD_decompress(to.data() + before, static_cast<std::size_t>(rawSize), packed.constData(),
                                             static_cast<std::size_t>(packed.size()));
    return !ZSTD_isError(size) && size == static_cast<std::size_t>(rawSize);
}

} // namespace tern::store
