// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/PartTree.h"

namespace tern::mime {

/// Cuts a message at its delimiters, line by line, with a stack of the multiparts that are open.
class PartSplitter final {
public:
    PartSplitter(std::string_view text, std::string_view fallbackCharset, QStringList &defects) : m_text(text), m_fallback(fallbackCharset), m_defects(defects) {}

    void split(Part &root);

private:
    struct Open {
        Part *part = nullptr;
        std::string boundary;
        std::size_t outside = 0;   ///< where text that belongs to no part begins
        bool closed = false;
    };
    struct Delimiter {
        std::size_t level = 0;
        bool closes = false;
    };

    /// Reads the header at `at` and opens the part. \return where its body begins.
    std::size_t begin(Part &part, std::size_t at, bool inDigest);
    void readFields(Part &part, bool inDigest);
    std::size_t onDelimiter(const Delimiter &delimiter, std::size_t lineBegin, std::size_t lineEnd);
    /// Levels above `level` end at `end`, and the leaf.
    void closeAbove(std::size_t level, std::size_t end);
    void close(Open &open, std::size_t end);
    /// The parts of a multipart whose delimiters are not those it declares.
    void splitByGuess(Part &part, std::size_t depth);
    void run(std::size_t at, std::size_t end);
    /// \param line  begins with "--", without its line end.
    [[nodiscard]] bool find(std::string_view line, Delimiter &found) const;
    void note(const QString &defect) { noteDefect(m_defects, defect); }

    std::string_view m_text;
    std::string_view m_fallback;
    QStringList &m_defects;
    std::vector<Open> m_open;
    Part *m_leaf = nullptr;
    std::size_t m_leafBegin = 0;
    std::size_t m_baseDepth = 0;
    int m_parts = 0;
    int m_guesses = 0;
};

} // namespace tern::mime
