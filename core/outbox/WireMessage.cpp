// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/WireMessage.h"

#include "core/mime/DateField.h"

#include <QDateTime>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <strings.h>

namespace tern::outbox {
namespace {

constexpr std::size_t kMaxHeader = 8'000'000;
constexpr std::size_t kPiece = 65'536;

bool isField(std::string_view line, std::string_view name)
{
    if (line.size() <= name.size() || strncasecmp(line.data(), name.data(), name.size()) != 0)
        return false;
    const auto colon = line.find_first_not_of(" \t", name.size());
    return colon != std::string_view::npos && line[colon] == ':';
}

/// \param write  is given each line, and whether a field begins with it.
template <typename Write>
void eachLine(std::string_view header, Write &&write)
{
    while (!header.empty()) {
        const auto end = header.find('\n');
        const std::string_view line = header.substr(0, end == std::string_view::npos ? header.size() : end + 1);
        write(line, line.front() != ' ' && line.front() != '\t');
        header.remove_prefix(line.size());
    }
}

/// Where the body begins; npos when the end of the header isn't in `text`.
std::size_t bodyAt(std::string_view text)
{
    if (text.starts_with("\r\n"))
        return 2;
    if (text.starts_with('\n'))
        return 1;
    const auto crlf = text.find("\r\n\r\n");
    const auto lf = text.find("\n\n");
    if (crlf == std::string_view::npos && lf == std::string_view::npos)
        return std::string_view::npos;
    return lf < crlf ? lf + 2 : crlf + 4;
}

Result<std::size_t> readSome(int fd, char *into, std::size_t count)
{
    for (;;) {
        const ssize_t got = ::read(fd, into, count);
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno != EINTR)
            return errorFromErrno(errno, "outbox.file");
    }
}

} // namespace

std::string withoutBcc(std::string_view header)
{
    std::string kept;
    kept.reserve(header.size());
    bool dropping = false;
    eachLine(header, [&](std::string_view line, bool isFirst) {
        dropping = isFirst ? isField(line, "Bcc") || isField(line, "Resent-Bcc") : dropping;
        if (!dropping)
            kept += line;
    });
    return kept;
}

std::string withDate(std::string_view header, UnixMillis dated)
{
    const int offset = QDateTime::fromMSecsSinceEpoch(dated).offsetFromUtc() / 60;
    std::string changed;
    bool dropping = false;
    eachLine(header, [&](std::string_view line, bool isFirst) {
        dropping = isFirst ? isField(line, "Date") : dropping;
        if (!dropping)
            changed += line;
        else if (isFirst)
            changed += "Date: " + mime::formatDateField({dated, offset}) + "\r\n";
    });
    return changed;
}

Result<std::unique_ptr<WireMessage>> WireMessage::open(const std::string &file, Bcc bcc, UnixMillis dated)
{
    std::unique_ptr<WireMessage> message(new WireMessage);
    message->m_file.reset(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!message->m_file.isOpen())
        return errno == ENOENT ? makeError(ErrorKind::NotFound, "outbox.file", file) : errorFromErrno(errno, "outbox.file");
    if (auto read = message->readHeader(bcc, dated); !read)
        return read.error();
    return message;
}

Result<void> WireMessage::readHeader(Bcc bcc, UnixMillis dated)
{
    struct stat about {};
    if (fstat(m_file.get(), &about) != 0)
        return errorFromErrno(errno, "outbox.file");
    m_size = static_cast<std::uint64_t>(about.st_size);
    if (bcc == Bcc::Keep && dated == 0)
        return {};
    std::string head;
    std::size_t body = std::string::npos;
    while ((body = bodyAt(head)) == std::string::npos) {
        const std::size_t before = head.size();
        if (before > kMaxHeader)
            return makeError(ErrorKind::ProtocolError, "outbox.file", "the header has no end");
        head.resize(before + kPiece);
        auto got = readSome(m_file.get(), head.data() + before, kPiece);
        if (!got)
            return got.error();
        head.resize(before + *got);
        if (*got == 0) {
            body = head.size();
            break;
        }
    }
    m_header = head.substr(0, body);
    if (bcc == Bcc::Drop)
        m_header = withoutBcc(m_header);
    if (dated != 0)
        m_header = withDate(m_header, dated);
    m_size = m_size - body + m_header.size();
    m_header += std::string_view(head).substr(body);
    return {};
}

bool WireMessage::hasEightBit() const
{
    std::array<char, kPiece> piece{};
    off_t at = 0;
    for (;;) {
        const ssize_t got = pread(m_file.get(), piece.data(), piece.size(), at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        if (std::any_of(piece.begin(), piece.begin() + got, [](char c) { return static_cast<unsigned char>(c) > 127; }))
            return true;
        at += got;
    }
}

Result<std::size_t> WireMessage::read(std::span<char> into)
{
    if (m_given == m_size || into.empty())
        return std::size_t{0};
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), m_size - m_given));
    std::size_t filled = 0;
    if (m_headerRead < m_header.size()) {
        filled = std::min(wanted, m_header.size() - m_headerRead);
        std::memcpy(into.data(), m_header.data() + m_headerRead, filled);
        m_headerRead += filled;
    }
    while (filled < wanted) {
        auto got = readSome(m_file.get(), into.data() + filled, wanted - filled);
        if (!got)
            return got;
        if (*got == 0)
            return makeError(ErrorKind::Io, "outbox.file", "the file became shorter");
        filled += *got;
    }
    m_given += filled;
    return filled;
}

} // namespace tern::outbox
