// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/markup/Pictures.h"

#include "core/base/Ascii.h"
#include "core/markup/Trackers.h"

#include <QByteArray>
#include <QUrl>

#include <algorithm>
#include <array>

namespace tern::markup {

using namespace ascii;

namespace {

constexpr std::size_t kMostPictures = 2000;
constexpr std::size_t kLongestUrl = 8000;
constexpr std::array<std::string_view, 6> kOwnData{"data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif", "data:image/webp", "data:image/bmp"};

/// A browser drops tabs and line breaks from addresses [URL Standard §4.4].
std::string asBrowsersReadIt(std::string_view url)
{
    std::string out;
    for (const char c : trimmed(url)) {
        if (static_cast<unsigned char>(c) > 0x1F && c != 0x7F)
            out += c;
    }
    return out;
}

bool isOwnData(std::string_view url, const std::string &low)
{
    const bool isPicture = std::any_of(kOwnData.begin(), kOwnData.end(), [&](std::string_view type) {
        return low.starts_with(type) && low.size() > type.size() && (low[type.size()] == ';' || low[type.size()] == ',');
    });
    return isPicture && url.find_first_of("\"'<>\\ ") == std::string_view::npos;
}

} // namespace

std::optional<std::string> Pictures::instead(std::string_view written, bool isSeen)
{
    std::string url = asBrowsersReadIt(written);
    const std::string beginning = lower(std::string_view(url).substr(0, 64));
    if (beginning.starts_with("data:"))
        return isOwnData(url, beginning) ? std::optional(std::move(url)) : std::nullopt;
    if (url.size() > kLongestUrl)
        return std::nullopt;
    if (beginning.starts_with("cid:")) {
        const QByteArray id = QByteArray::fromPercentEncoding(QByteArray::fromStdString(url.substr(4)));
        return m_rules.ownPrefix + "cid/" + id.toPercentEncoding().toStdString();
    }
    std::replace(url.begin(), url.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(url.size(), 8)), '\\', '/');
    if (url.starts_with("//"))
        url.insert(0, "https:");
    else if (!beginning.starts_with("http:") && !beginning.starts_with("https:"))
        return std::nullopt;
    return remote(url, isSeen);
}

std::optional<std::string> Pictures::remote(std::string_view written, bool isSeen)
{
    const QUrl url = QUrl::fromEncoded(QByteArray(written.data(), static_cast<qsizetype>(written.size())), QUrl::TolerantMode);
    const std::string host = url.host(QUrl::FullyEncoded).toLower().toStdString();
    if (!url.isValid() || host.empty())
        return std::nullopt;
    std::string whole = url.toEncoded(QUrl::RemoveFragment | QUrl::RemoveUserInfo).toStdString();
    const auto found = m_places.find(whole);
    const bool isNew = found == m_places.end();
    if (isNew && m_remote.size() >= kMostPictures)
        return std::nullopt;
    const std::size_t place = isNew ? m_remote.size() : found->second;
    if (isNew) {
        const std::string path = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment).toStdString();
        const bool isTracker = !isSeen || isKnownTracker(host, path);
        m_places.emplace(whole, place);
        m_remote.push_back({std::move(whole), host, isTracker ? RemotePicture::Kind::Tracker : RemotePicture::Kind::Picture});
    }
    if (!m_rules.remote || !isSeen || m_remote[place].kind == RemotePicture::Kind::Tracker)
        return std::nullopt;
    return m_rules.ownPrefix + "remote/" + std::to_string(place);
}

} // namespace tern::markup
