// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/CharsetGuess.h"

#include <QStringList>

namespace tern::mime {
namespace {

struct Region {
    const char *charset;
    const char *domains;        ///< separated by spaces: of providers, and of countries
    const char *languages;      ///< as QLocale names them, the country only where it matters
};

constexpr Region kRegions[] = {
    {"GB18030", "qq.com foxmail.com 163.com 126.com yeah.net 188.com sina.com sohu.com 139.com 21cn.com aliyun.com cn sg", "zh_CN zh_SG zh"},
    {"Big5-HKSCS", "hinet.net pchome.com tw hk mo", "zh_TW zh_HK zh_MO"},
    {"Shift_JIS", "docomo.ne.jp jp", "ja"},
    {"EUC-KR", "naver.com daum.net hanmail.net nate.com kr", "ko"},
    {"windows-1251", "mail.ru inbox.ru list.ru bk.ru rambler.ru yandex.com abv.bg ukr.net ru su by ua bg rs mk kz", "ru uk be bg mk sr kk"},
    {"windows-1250", "seznam.cz wp.pl onet.pl interia.pl pl cz sk hu si hr ro ba al", "pl cs sk hu sl hr ro bs sq"},
    {"windows-1253", "gr cy", "el"},
    {"windows-1254", "tr", "tr"},
    {"windows-1255", "il", "he"},
    {"windows-1256", "eg sa ae ir iq jo kw lb ly ma om qa sy tn ye", "ar fa ur"},
    {"windows-1257", "ee lv lt", "et lv lt"},
    {"windows-1258", "vn", "vi"},
    {"windows-874", "th", "th"},
    {"windows-1252", "gmx.de gmx.net web.de t-online.de orange.fr free.fr laposte.net libero.it de at ch fr be nl lu it es pt br mx ar dk se no fi is ie uk us ca au nz",
     "de fr nl it es pt da sv nb nn fi is ga en"},
};

bool isListed(const char *list, const QString &word)
{
    return QString::fromLatin1(list).split(QLatin1Char(' ')).contains(word);
}

} // namespace

std::string likelyCharset(const QString &email, const QString &locale)
{
    // From the provider's own name to the country.
    for (QString domain = email.section(QLatin1Char('@'), -1).toLower(); !domain.isEmpty(); domain = domain.contains(QLatin1Char('.')) ? domain.section(QLatin1Char('.'), 1) : QString()) {
        for (const Region &region : kRegions) {
            if (isListed(region.domains, domain))
                return region.charset;
        }
    }
    for (const QString &language : {locale, locale.section(QLatin1Char('_'), 0, 0)}) {
        for (const Region &region : kRegions) {
            if (isListed(region.languages, language))
                return region.charset;
        }
    }
    return "GB18030";
}

bool readsLikeGbk(std::string_view bytes)
{
    std::size_t common = 0;     // both bytes high: all of GB2312
    std::size_t rare = 0;       // a letter as the second byte: GBK's own
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        if (lead < 0x80)
            continue;
        const auto trail = i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : 0U;
        // The last character of a text that was cut off.
        if (i + 1 == bytes.size() && common > 0)
            break;
        if (lead == 0x80 || lead == 0xFF || trail < 0x30 || trail == 0x7F || trail == 0xFF)
            return false;
        ++(trail >= 0xA1 && lead >= 0xA1 && lead <= 0xF7 ? common : rare);
        ++i;
    }
    return common > 0 && common >= 3 * rare;
}

} // namespace tern::mime
