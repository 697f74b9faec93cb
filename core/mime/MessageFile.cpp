// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/MessageFile.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace tern::mime {
namespace {

constexpr std::size_t kBuffer = 256 * 1024;

} // namespace

Result<std::unique_ptr<MessageFile>> MessageFile::create(const QString &path)
{
    const std::string name = QFile::encodeName(path).toStdString();
    UniqueFd fd(::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!fd.isOpen())
        return errorFromErrno(errno, "mime.build");
    return std::unique_ptr<MessageFile>(new MessageFile(std::move(fd), name));
}

MessageFile::~MessageFile()
{
    if (!m_kept)
        discard();
}

void MessageFile::write(std::string_view bytes)
{
    m_buffer += bytes;
    m_size += static_cast<std::int64_t>(bytes.size());
    if (m_buffer.size() >= kBuffer)
        flush();
}

void MessageFile::flush()
{
    std::string_view rest = m_buffer;
    while (!rest.empty() && m_errno == 0) {
        const ssize_t count = ::write(m_fd.get(), rest.data(), rest.size());
        if (count > 0)
            rest.remove_prefix(static_cast<std::size_t>(count));
        else if (errno != EINTR)
            m_errno = errno;
    }
    m_buffer.clear();
}

Result<std::int64_t> MessageFile::finish()
{
    flush();
    if (m_errno == 0 && ::fsync(m_fd.get()) != 0)
        m_errno = errno;
    if (m_errno != 0) {
        const int code = m_errno;
        discard();
        return errorFromErrno(code, "mime.build");
    }
    m_fd.reset();
    m_kept = true;
    return m_size;
}

void MessageFile::discard()
{
    if (!m_fd.isOpen())
        return;
    m_fd.reset();
    ::unlink(m_path.c_str());
}

} // namespace tern::mime
