package org.foobarlab.explanation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells English from other languages by its commonest words, which are a third of any English text and next to none of
 * another. Short lists of technical words have few of them in any language, so text in another script or with another
 * language's own common words decides there.
 */
final class Language {
    private static final Set<String> ENGLISH = words(
            "the of and to a in is it for on that this with as are be by or an if from can not we at which between all"
                    + " they when will only has have one each into so more than no its server servers traffic data used"
                    + " using use because our their other would could should what why how does do was were them there"
                    + " these then also but i you your my me may must any some such after before while about");
    /** Without those that are English words as well, such as "per" and "die". */
    private static final Set<String> OTHERS =
            words("el los las una del por para con como que es se lo al su más esta entre cuando pero le les des"
                    + " du une et est dans sur avec par ce cette sont qui pas il elle nous vous aux ou leur der"
                    + " das und ist nicht ein eine zu von mit den dem auf für wird sind werden im auch wenn oder sich"
                    + " il gli della che di un sono nel dei con non è alla o os as um uma não em dos das ao são na no"
                    + " pelo de het een en van niet zijn wordt op voor ve bir bu için ile da kwa na ya wa ni za katika"
                    + " la nie w z się jest to na do");

    private static final int ENOUGH_WORDS = 12;

    private Language() {}

    static boolean isEnglish(String text) {
        int words = 0;
        int english = 0;
        int others = 0;
        int foreignLetters = 0;
        int letters = 0;
        for (String raw : text.split("[^\\p{L}\\p{M}']+")) {
            if (raw.isEmpty()) {
                continue;
            }
            String word = raw.toLowerCase();
            words++;
            boolean isEnglish = ENGLISH.contains(word);
            english += isEnglish ? 1 : 0;
            others += !isEnglish && OTHERS.contains(word) ? 1 : 0;
            letters += word.length();
            for (int i = 0; i < word.length(); i++) {
                foreignLetters += word.charAt(i) > 0x24f ? 1 : 0;
            }
        }
        if (letters > 0 && foreignLetters * 3 > letters) {
            return false;
        }
        if (words < ENOUGH_WORDS) {
            return true;
        }
        return others * 2 < english || (others * 12 < words);
    }

    private static Set<String> words(String list) {
        return new HashSet<>(Arrays.asList(list.split(" ")));
    }
}
